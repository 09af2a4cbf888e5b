// src/core/infer/column_words.cpp -- cutting names into words, and the dictionary that translates them
#include "core/infer/column_words.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace datagen::core {
namespace {

/// What the words on the right mean. More than one word on the left: the word means all of them.
struct Meaning {
  const char* canonical;
  const char* variants;  ///< separated by blanks
};

constexpr Meaning kDictionary[] = {
    // persons
    {"first name", "firstname fname givenname forename prenom prenoms vorname vornamen primernombre vname"},
    {"first", "fst frst given fore prénom erster primer"},
    {"last name",
     "lastname lname surname familyname nachname familienname apellido apellidos cognome sobrenome zuname "
     "apellidopaterno nomfamille nname"},
    {"last", "lst family sur letzter dernier ultimo"},
    {"middle name", "middlename mname segundonombre zweitname mi middleinitial"},
    {"middle", "second"},
    {"full name", "fullname displayname nomcomplet nombrecompleto realname ename nomecompleto"},
    {"name",
     "nom nombre nome bezeichnung libelle nm designation denominacion denominazione naam intitule nombres"},
    {"person", "attorney lawyer judge party people persona personne mensch individual human person"},
    {"customer", "cst clt cust client kunde kunden cliente clientes clients buyer shopper consumer acheteur"},
    {"employee",
     "impiegato empregado angestellte medewerker emp staff employe mitarbeiter empleado dipendente "
     "funcionario worker personal salarie empleados "
     "employes personnel angestellter"},
    {"user", "usr benutzer utilisateur usuario utente nutzer usuarios utilisateurs wpuser"},
    {"patient", "paciente paziente"},
    {"student", "etudiant schueler estudiante alumno studente pupil eleve alumnos"},
    {"teacher", "lehrer profesor professeur enseignant instructor professor lecturer tutor docente"},
    {"doctor", "arzt medico medecin physician provider clinician nurse surgeon practitioner"},
    {"author", "autor auteur autore writer verfasser"},
    {"manager", "supervisor boss vorgesetzter chef"},
    {"contact", "kontakt contacto contatto ansprechpartner"},
    {"member", "mitglied miembro membre socio adherent"},
    {"passenger", "traveler traveller pasajero passager"},
    {"guest", "gast huesped invitado visitor attendee participant invitee"},
    {"driver", "driving fahrer conductor chauffeur courier rider"},
    {"owner", "besitzer eigentuemer proprietario proprietaire dueno holder halter inhaber cardholder"},
    {"gender", "sex geschlecht sexo sesso sexe genero"},
    {"birth",
     "dob birthdate birthday geburt geburtsdatum naissance nacimiento nascita born geboren datenaissance "
     "fechanacimiento nascimento bday brthdt"},
    {"age", "alter edad eta idade"},
    {"job",
     "beruf occupation profession puesto cargo ocupacion poste fonction stelle profesion metier mestiere "
     "jobtitle"},
    {"title", "titel titulo titre titolo headline subject betreff asunto objet oggetto ueberschrift subj"},
    {"salutation", "anrede civilite honorific courtesy tratamiento prefix nameprefix greeting"},
    {"suffix", "namesuffix degree postnominal"},
    {"marital", "relationship familienstand estadocivil etatcivil matrimonial"},
    {"ssn",
     "codicefiscale codfiscale personnummer rut cedula socialsecurity nationalid sozialversicherungsnummer "
     "dni curp nss cpf nino aadhaar svnr steuerid "
     "personalausweis codicefiscale insee"},
    {"passport", "reisepass pasaporte passeport passaporto passnummer"},
    {"bio", "biography about aboutme biografie biographie biografia"},
    {"nick", "nickname alias pseudo spitzname apodo surnom handle screenname"},
    // internet
    {"email",
     "mail emailaddress courriel correo mailaddress emailaddr eml correoelectronico emails adressemail"},
    {"username",
     "login userlogin loginname uname benutzername nombreusuario identifiant nomutilisateur logon"},
    {"password",
     "passwd pwd passwort contrasena motdepasse pass passwordhash passhash kennwort clave hashedpassword "
     "mdp"},
    {"salt", "sel"},
    {"url",
     "referrer referer linkedin facebook twitter instagram github youtube uri link website homepage webseite "
     "sitioweb siteweb web permalink webpage hyperlink href webaddress endpoint callback"},
    {"image",
     "img picture photo avatar logo thumbnail thumb bild foto imagen icon portrait profilbild banner cover "
     "gravatar"},
    {"domain", "hostname host subdomain fqdn domaine dominio server"},
    {"ip", "ipaddress ipaddr clientip remoteip ipv4 ipv6 sourceip"},
    {"mac", "macaddress macaddr"},
    {"agent", "useragent browser"},
    {"slug", "permaname urlkey nicename"},
    {"token",
     "apikey secret accesstoken refreshtoken sessionkey sessiontoken authtoken privatekey publickey jeton "
     "otp nonce activationkey"},
    {"key", "schluessel cle"},
    {"http", "https rest"},
    // phones and addresses
    {"phone",
     "phn fon tele tlf ph mob cel telephone tel telefon telefono mobile cell cellphone handy fax mobil "
     "phonenumber telefax movil celular "
     "portable cellulare telefonnummer telefone mobilephone gsm homephone workphone msisdn rufnummer "
     "whatsapp"},
    {"address", "addr adresse direccion indirizzo endereco anschrift adr domicilio adres"},
    {"street", "strasse rue calle via rua str streetaddress strassenname streetname lane"},
    {"line", "zeile ligne linea"},
    {"city",
     "cty hometown miasto plaats town ville stadt ciudad citta cidade ort locality municipality village "
     "commune "
     "gemeinde wohnort "
     "poblacion localidad loc municipio comune localite"},
    {"state", "estado"},
    {"region",
     "province provincia bundesland stateprovince prov provinz regione prefecture federalstate canton kanton "
     "voivodeship oblast"},
    {"county", "district landkreis kreis comarca borough arrondissement condado"},
    {"postal code",
     "postcode zip zipcode plz postleitzahl codepostal codigopostal cap cep postalcode cp pincode"},
    {"postal", "post"},
    {"country", "land pays pais paese nation nazione laender nationality cntry ctry"},
    {"latitude", "lat breitengrad latitud latitudine"},
    {"longitude", "lng lon long laengengrad longitud longitudine"},
    {"timezone", "tz zeitzone zonahoraria fuseauhoraire tzname"},
    {"apartment", "apt suite flat floor stockwerk piso etage appartement"},
    // companies, money
    {"company",
     "comp firm firma societe empresa azienda organisation organization org unternehmen business corporation "
     "entreprise compania enterprise employer corp agency institution institute sociedad raisonsociale "
     "arbeitgeber razonsocial ditta compagnie"},
    {"supplier",
     "vendor lieferant fournisseur proveedor fornitore merchant seller distributor manufacturer hersteller "
     "fabricante publisher verlag editorial editeur carrier shipper insurer sponsor bank partner reseller "
     "retailer wholesaler payer"},
    {"department",
     "faculty facultad fakultaet faculte facolta dept abteilung departement departamento dname team division "
     "dipartimento dep reparto"},
    {"industry", "sector branche industria secteur vertical"},
    {"vat",
     "partitaiva cnpj mwst taxvat ustid umsatzsteuer tva iva ustidnr siret siren registernumber vatnumber "
     "ein nif rfc piva "
     "taxid taxnumber steuernummer mwstnr"},
    {"amount",
     "gesamtpreis endbetrag totaal bedrag valore ammontare amt betrag montant importe importo valor suma "
     "monto total subtotal sum gesamt gesamtbetrag summe "
     "totale fee charge revenue payment paid budget expense fine gebuehr freight mrr arr gmv bonus "
     "commission comm deposit refund proceed turnover umsatz impuesto taxe frais earning profit spend "
     "premium donation net gross netto brutto tip toll penalty copay payout"},
    {"price",
     "preis prix precio prezzo cost kosten cout coste tarif fare airfare preco costo tariff msrp unitprice "
     "listprice einzelpreis prx rent"},
    {"balance", "saldo solde guthaben"},
    {"salary", "sal wage gehalt lohn salaire sueldo salario stipendio remuneration compensation nomina"},
    {"currency", "curr waehrung devise moneda divisa valuta ccy moeda monnaie"},
    {"iban", "accountiban"},
    {"bic", "swift swiftcode biccode"},
    {"account", "acct konto compte cuenta conto kontonummer"},
    {"card", "cc creditcard karte carte tarjeta pan cardnumber kreditkarte ccnumber ccnum"},
    {"credit limit", "kreditlimit limitecredito overdraftlimit overdraft kreditrahmen creditlimite"},
    {"tax", "steuer steuersatz"},
    {"discount", "rabatt remise descuento sconto nachlass rebate desconto"},
    {"rate", "satz taux tasa tasso kurs"},
    {"percent",
     "humidity luftfeuchtigkeit humidite pct percentage prozent pourcentage porcentaje percentuale ratio "
     "share anteil fraction prc"},
    // commerce
    {"product",
     "artigo prod produkt produit producto prodotto item article artikel articulo merchandise goods produto "
     "articolo"},
    {"sku",
     "stockkeepingunit artikelnummer partnumber partno itemnumber productnumber articleno artnr artno"},
    {"barcode", "ean ean13 upc gtin gtin13 strichcode codigobarras codebarres"},
    {"quantity",
     "quantidade stueckzahl aantal qty menge cantidad quantite stock inventory bestand units lagerbestand "
     "unit quantita existencias "
     "quantidade onhand reorder"},
    {"category", "kategorie categorie categoria cat warengruppe"},
    {"brand", "marke marque marca"},
    {"order", "bestell encomenda bestellung commande pedido ordine auftrag ord purchase"},
    {"invoice", "rechnung facture factura fattura bill fatura"},
    {"tracking", "sendungsnummer seguimiento suivi trackingnumber waybill awb consignment"},
    {"rating", "bewertung star etoile calificacion sterne valoracion nps"},
    // texts
    {"description",
     "omschrijving desc descr beschreibung descripcion descrizione summary abstract excerpt overview details "
     "detail "
     "zusammenfassung resume synopsis detalle subtitle caption descricao blurb kurztext resumen detalles "
     "diagnosis instructions purpose"},
    {"body",
     "content contents text inhalt contenu contenido fulltext html markdown lyrics lyric message messagetext "
     "nachricht mensaje transcript contenuto story essay"},
    {"comment",
     "remark note comentario commentaire bemerkung kommentar anmerkung notiz nota observation observacion "
     "feedback memo reason remarks notes observaciones motivo grund hinweis motif comments answer reply"},
    {"tag", "keyword label schlagwort etiqueta etiquette stichwort motcle hashtag"},
    // generic
    {"code", "cod kod kuerzel cd codigo codice kennung abbreviation abbr shortcode acronym coupon voucher"},
    {"status", "stat zustand etat stato situation statut phase stage lifecycle"},
    {"type",
     "zahlungsart tipologia typ kind art tipo variant klasse class plan tier race ethnicity religion species "
     "breed mode channel "
     "platform source medium severity environment semester shift gattung espece format protocol os"},
    {"count", "cnt anzahl nb contador compteur counter numof zahl seat page"},
    {"position",
     "pos sortorder displayorder rank ranking level priority sequence seq edition idx index rang ebene stufe "
     "nivel niveau prioritaet prioridad ordinal depth orden reihenfolge posizione weighting sortkey"},
    {"sort", "ordering"},
    {"score",
     "reputation karma points punktzahl puntuacion metric probability confidence likelihood gpa punkte "
     "sentiment zscore percentile grade"},
    {"color", "colour farbe couleur colore cor rgb hexcolor"},
    {"locale", "language lang sprache langue idioma lingua culture localecode langcode"},
    {"version", "ver revision release versionnumber semver build firmware"},
    {"hash", "sha sha1 sha256 md5 checksum digest fingerprint pruefsumme commit etag crc signature"},
    {"json", "metadata settings attributes payload properties config preferences"},
    {"id", "identifier ident bezeichner uid"},
    {"number", "nbr no num nr nro numero nummer numer numeros"},
    {"uuid", "guid"},
    {"flag", "actv attivo actif aktiv activo ativo flg bool indicator yn ind"},
    {"reference", "ref referenz externalref referencia mrn external"},
    // times
    {"date", "datum fecha dt day jour dia giorno"},
    {"time", "zeit heure hora ora timestamp ts datetime zeitpunkt uhrzeit tstamp tms"},
    {"created",
     "creat crt registrazione criado criada creazione cadastro cadastrado inserito anmeldung iscrizione "
     "erfassung aangemaakt skapad create creation inserted registered registration joined signup erstellt "
     "angelegt creado creada cree "
     "alta enregistre creato recorded added erfasst registriert ctime createdate createdat erstelldatum "
     "inscription entered createdon anlage hinzugefuegt insert"},
    {"updated",
     "upd mod chg modificato atualizado gewijzigd aktualisierung update modified changed modification "
     "geaendert actualizado modifie lastmod aktualisiert aggiornato "
     "edited mtime lastupdate updatedat modificado aenderung refreshed amended"},
    {"deleted",
     "del eliminato excluido apagado cancellato loeschung archived voided canceled cancelled removed "
     "deactivated geloescht supprime eliminado baja trashed "
     "purged revoked storniert annule anulado cancellation deletion discarded withdrawn"},
    {"start",
     "begin from beginn debut inicio hire enrollment enrolment enrolled effective since hired hiredate "
     "startdate opened opens von inizio einstellung embauche contratacion departure checkin commencement "
     "open gueltigvon desde starts began ab onset activation rental admission eintritt pickup ingreso "
     "embarkation"},
    {"end",
     "due expiry expires expiration expire until finish required deadline termination closed closes close "
     "thru ende fin bis checkout arrival enddate finished faellig echeance vencimiento caducidad scadenza to "
     "ablauf gueltigbis maturity hasta discharge return ends expired terminated completion austritt duedate "
     "dropoff promised renewal fim estimated expdate"},
    {"duration",
     "dauer duree duracion durata minutes minute min seconds second sec secs ms millis milliseconds hours "
     "hour hrs stunden minuten sekunden latency elapsed timeout ttl runtime interval days horas minutos "
     "heures laufzeit uptime tempo"},
    {"year", "jahr annee ano anno anio yr modelyear pubyear baujahr"},
    {"month", "monat mois mes mese mon"},
    {"event", "ereignis evenement evento"},
    // files, measures and the rest
    {"file",
     "datei fichier archivo filename dateiname attachment document anhang dokument piecejointe filepath blob "
     "attach"},
    {"path", "pfad chemin ruta directory folder dir percorso ordner verzeichnis"},
    {"size", "groesse taille tamano dimensione bytes filesize byte kb mb"},
    {"mime", "mimetype mediatype contenttype"},
    {"length",
     "height width distance laenge hoehe breite longueur largeur hauteur altura ancho largo cm km mm altezza "
     "entfernung meter meters mileage odometer altitude elevation radius diameter kilometers miles "
     "kilometerstand larghezza lunghezza distancia inches thickness footage area sqm sqft volume surface "
     "flaeche superficie kilometrage feet"},
    {"weight", "wt gewicht poids peso kg gram grams masse mass kilogram lbs pounds"},
    {"temperature", "temp temperatur temperatura celsius fahrenheit"},
    {"isbn", "isbn13 isbn10"},
    {"plate",
     "licenseplate registrationplate kennzeichen matricula immatriculation targa registrationplate "
     "numberplate placa licenceplate plaque"},
    {"vin", "fahrgestellnummer chassis vinnumber bastidor"},
    {"vehicle", "car fahrzeug voiture vehiculo auto veicolo truck vehicule coche"},
    {"make", "vehiclemake"},
    {"airport", "flughafen aeropuerto aeroport iata"},
    {"flight", "flug vuelo vol volo flightnumber"},
    {"icd", "icd10 icd9 cpt snomed loinc procedurecode diagnosiscode"},
    {"blood", "bloodtype blutgruppe groupesanguin"},
    {"recipient", "empfaenger destinataire destinatario addressee consignee receiver ontvanger mottagare"},
    {"extension", "ext durchwahl"},
    {"warehouse", "lager almacen entrepot magazzino"},
    {"ship",
     "liefer expedition lieferadresse shipping delivery shipment liefer versand livraison envio lieferung "
     "entrega spedizione "
     "shipto"},
    {"billing", "facturation facturacion rechnungs billto billing"},
    {"license", "licence lizenz licencia permit"},
};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Dictionary {
 public:
  Dictionary() {
    for (const Meaning& meaning : kDictionary) {
      const std::vector<std::string> canonical = split(meaning.canonical);
      for (const std::string& word : split(meaning.variants)) entries_.emplace(word, canonical);
    }
    for (const Meaning& meaning : kDictionary)
      for (const std::string& word : split(meaning.canonical)) entries_[word] = {word};
    for (const char* word :
         {"is",       "has",     "can",       "not",     "in",      "on",       "by",       "per",
          "of",       "at",      "de",        "du",      "la",      "le",       "des",      "el",
          "del",      "der",     "die",       "das",     "login",   "main",     "home",     "work",
          "default",  "primary", "secondary", "current", "old",     "new",      "actual",   "login",
          "shipped",  "sent",    "paid",      "method",  "request", "response", "max",      "min",
          "avg",      "tax",     "total",     "credit",  "limit",   "store",    "room",     "hotel",
          "film",     "movie",   "book",      "session", "exp",     "expiry",   "security", "social",
          "national", "driver",  "branch",    "subject", "group",   "event",    "project",  "task",
          "ticket",   "case",    "policy",    "claim",   "loan",    "course",   "school",   "public",
          "private",  "health",  "unit",      "part",    "serial",  "batch",    "lot",      "model",
          "series",   "test",    "login"})
      entries_.emplace(word, std::vector<std::string>{word});
  }

  const std::vector<std::string>* find(const std::string& word) const {
    const auto entry = entries_.find(word);
    return entry == entries_.end() ? nullptr : &entry->second;
  }

  static std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (char c : text) {
      if (c != ' ') {
        word += c;
      } else if (!word.empty()) {
        words.push_back(std::move(word));
        word.clear();
      }
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
  }

 private:
  std::map<std::string, std::vector<std::string>> entries_;
};

const Dictionary& dictionary() {
  static const Dictionary kWords;
  return kWords;
}

/// Letters of Latin-1 without their accents; umlauts as two letters.
std::string_view plain(unsigned char lead, unsigned char next) {
  if (lead == 0xC3) {
    const unsigned char c = next | 0x20;
    if (c >= 0xA0 && c <= 0xA5) return c == 0xA4 ? "ae" : "a";
    if (c == 0xA7) return "c";
    if (c >= 0xA8 && c <= 0xAB) return "e";
    if (c >= 0xAC && c <= 0xAF) return "i";
    if (c == 0xB1) return "n";
    if (c >= 0xB2 && c <= 0xB6) return c == 0xB6 ? "oe" : "o";
    if (c >= 0xB9 && c <= 0xBC) return c == 0xBC ? "ue" : "u";
    if (next == 0x9F) return "ss";
  }
  return "";
}

/// parts_of().
std::vector<std::string> cut(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if ((c & 0x80) != 0) {
      if (i + 1 < name.size())
        word += plain(static_cast<unsigned char>(c), static_cast<unsigned char>(name[i + 1]));
      while (i + 1 < name.size() && (name[i + 1] & 0xC0) == 0x80) ++i;
      continue;
    }
    if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
      finish();
      continue;
    }
    const bool after_small = i > 0 && is_lower(name[i - 1]);
    const bool last_capital = i > 0 && is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1]);
    if (is_upper(c) && (after_small || last_capital)) finish();
    if (is_digit(c) != (!word.empty() && is_digit(word.back())) && !word.empty()) {
      // Digits belong to the words that the dictionary has with them: sha256, ean13, address1 does not.
      size_t end = i;
      while (end < name.size() && is_digit(name[end])) ++end;
      const std::string whole = word + std::string(name.substr(i, end - i));
      if (is_digit(c) && dictionary().find(whole)) {
        word = whole;
        i = end - 1;
        continue;
      }
      finish();
    }
    word += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  finish();
  return words;
}

/// Whether the dictionary has the word, in the plural too; appends what it means.
bool translate(const std::string& word, std::vector<std::string>& out, bool* plural) {
  *plural = false;
  if (const auto* meaning = dictionary().find(word)) {
    out.insert(out.end(), meaning->begin(), meaning->end());
    *plural =
        word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's' && (*meaning)[0] + "s" == word;
    return true;
  }
  const auto singular = [&](size_t cut_off, const char* end) {
    if (word.size() < cut_off + 2) return false;
    const auto* meaning = dictionary().find(word.substr(0, word.size() - cut_off) + end);
    if (!meaning) return false;
    out.insert(out.end(), meaning->begin(), meaning->end());
    *plural = true;
    return true;
  };
  if (word.size() > 3 && word.back() == 's') {
    if (singular(1, "")) return true;
    if (word.compare(word.size() - 2, 2, "es") == 0 && singular(2, "")) return true;
    if (word.compare(word.size() - 3, 3, "ies") == 0 && singular(3, "y")) return true;
  }
  if (word.size() > 4 && word.compare(word.size() - 2, 2, "en") == 0 && singular(2, "")) return true;
  return false;
}

/// firstname, orderdate, custaddr: two or three words of the dictionary written together.
bool take_apart(const std::string& word, std::vector<std::string>& out, bool* plural) {
  if (word.size() < 5 || word.size() > 40) return false;
  for (size_t at = word.size() - 2; at >= 2; --at) {
    const std::string front = word.substr(0, at);
    const std::string back = word.substr(at);
    std::vector<std::string> first;
    std::vector<std::string> second;
    bool ignored = false;
    // Short pieces are found in many words by chance.
    if (front.size() < 3 && back.size() < 4) continue;
    if (back.size() < 2 || (back.size() == 2 && back != "id" && back != "no" && back != "nr" &&
                            back != "dt" && back != "ts" && back != "ip" && back != "cd"))
      continue;
    // German puts an s between the parts of many compounds.
    if (front.size() < 2) continue;
    if (!translate(front, first, &ignored) &&
        !(front.size() > 4 && front.back() == 's' &&
          translate(front.substr(0, front.size() - 1), first, &ignored)))
      continue;
    if (!translate(back, second, plural)) continue;
    out.insert(out.end(), first.begin(), first.end());
    out.insert(out.end(), second.begin(), second.end());
    return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> parts_of(std::string_view name) { return cut(name); }

bool ColumnWords::has(std::string_view word) const {
  return std::find(words.begin(), words.end(), word) != words.end();
}

ColumnWords words_of(std::string_view name) {
  ColumnWords result;
  const std::vector<std::string> raw = cut(name);
  for (size_t i = 0; i < raw.size(); ++i) {
    // Two words that mean something as one: user_agent, zip_code, post_code.
    std::vector<std::string> joined;
    bool plural = false;
    const bool initial = raw[i] == "f" || raw[i] == "l" || raw[i] == "m";
    const bool of_name = i + 1 < raw.size() && (raw[i + 1] == "name" || raw[i + 1] == "nm");
    if (initial && of_name && translate(raw[i] + "name", joined, &plural)) {
      result.words.insert(result.words.end(), joined.begin(), joined.end());
      ++i;
      continue;
    }
    if (i + 1 < raw.size() && raw[i].size() > 1 && translate(raw[i] + raw[i + 1], joined, &plural)) {
      result.words.insert(result.words.end(), joined.begin(), joined.end());
      result.plural = plural;
      ++i;
      continue;
    }
    if (translate(raw[i], result.words, &plural) || take_apart(raw[i], result.words, &plural)) {
      result.plural = plural;
      continue;
    }
    const std::string& word = raw[i];
    result.plural = word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's' &&
                    word[word.size() - 2] != 'u' && word[word.size() - 2] != 'i';
    result.words.push_back(result.plural ? word.substr(0, word.size() - 1) : word);
  }
  return result;
}

ColumnWords words_of_comment(std::string_view comment) {
  constexpr size_t kMostWords = 4;
  constexpr std::string_view kFillers[] = {"the", "a",   "an", "of",  "for", "in",  "its", "this", "der",
                                           "die", "das", "le", "la",  "de",  "du",  "des", "el",   "del",
                                           "is",  "il",  "lo", "les", "los", "las", "our", "their"};
  while (comment.substr(0, 8) == "datagen:") {
    const size_t line = comment.find('\n');
    comment = line == std::string_view::npos ? std::string_view() : comment.substr(line + 1);
  }
  const std::string_view start = comment.substr(0, comment.find_first_of(".;:,(\n"));
  std::string kept;
  for (size_t at = 0; at < start.size();) {
    const size_t end = std::min(start.find(' ', at), start.size());
    std::string word(start.substr(at, end - at));
    for (char& c : word)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (word == "e-mail") word = "email";
    if (std::find(std::begin(kFillers), std::end(kFillers), word) == std::end(kFillers)) kept += word + " ";
    at = end + 1;
  }
  ColumnWords words = words_of(kept);
  if (words.words.size() > kMostWords) words = {};
  return words;
}

}  // namespace datagen::core
