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
    {"first name",
     "firstname fname givenname forename prenom prenoms vorname vornamen primernombre vname voornaam "
     "voornamen imie imiona fornavn fornamn foernamn keresztnev etunimi prenume imya krestni jmeno "
     "tilltalsnamn rufname roepnaam callname"},
    {"first", "fst frst given fore prénom erster primer"},
    {"last name",
     "lastname lname surname familyname nachname familienname apellido apellidos cognome sobrenome zuname "
     "apellidopaterno nomfamille nname achternaam familienaam nazwisko efternavn efternamn etternavn "
     "prijmeni vezeteknev sukunimi soyad soyadi familiya apellidomaterno segundoapellido ultimonome apelido "
     "apelidos"},
    {"last", "lst family sur letzter dernier ultimo"},
    {"middle name",
     "middlename mname segundonombre zweitname mi middleinitial tussenvoegsel drugieimie mellomnavn "
     "mellemnavn otchestvo mid nombremedio"},
    {"middle", "second"},
    {"initial", "voorletters initialen iniciales iniziali initialer inicialy"},
    {"mother", "mae madre mere mutter moeder matka moder"},
    {"father", "pai padre pere vater vader ojciec"},
    {"full name",
     "fullname nomcomplet nombrecompleto realname ename nomecompleto nomecognome imieinazwisko nomeprenome "
     "apellidosnombres namesurname fulnavn fuldenavn nomeintero fullnm wholename"},
    {"display name", "displayname"},
    {"name",
     "nom nombre nome bezeichnung libelle nm designation denominacion denominazione naam intitule nombres "
     "nazwa navn namn nimi adi nombrecorto etykieta nev"},
    {"person",
     "attorney lawyer judge party people persona personne mensch individual human person osoba henkilo "
     "representative rep clerk cashier salesman saleswoman policyholder beneficiary complainant defendant "
     "plaintiff claimant interviewer callee respondent osoby inspector auditor approver requester submitter "
     "technician engineer mechanic officer examiner analyst advisor adviser consultant coordinator "
     "investigator licensee lessee lessor trainee mentor trainer committer uploader signatory organizer "
     "organiser vendedor verkaeufer vendeur venditore verkoper sprzedawca"},
    {"customer",
     "cst clt cust client kunde kunden cliente clientes clients buyer shopper consumer acheteur klant "
     "klanten klient klienci kund kunder zakaznik ugyfel asiakas musteri musteriler clienti subscriber "
     "klienta klientow"},
    {"employee",
     "impiegato empregado angestellte medewerker emp staff employe mitarbeiter empleado dipendente "
     "funcionario worker personal salarie empleados employes personnel angestellter werknemer werknemers "
     "medewerkers pracownik pracownicy zamestnanec ansatte medarbejder anstalld tyontekija trabajador "
     "funcionarios dipendenti ansatt calisan empl alkalmazott"},
    {"user",
     "usr benutzer utilisateur usuario utente nutzer usuarios utilisateurs wpuser gebruiker gebruikers "
     "uzytkownik uzytkownicy bruger bruker anvandare uzivatel kullanici kayttaja felhasznalo utilizador "
     "utilizadores utenti"},
    {"patient", "paciente paziente"},
    {"student",
     "etudiant schueler estudiante alumno studente pupil eleve alumnos aluno aluna leerling leerlingen uczen "
     "elev elever scolaro estudiantes etudiants"},
    {"teacher", "lehrer profesor professeur enseignant instructor professor lecturer tutor docente"},
    {"doctor",
     "phys clinico arzt medico medecin physician clinician nurse surgeon practitioner lekarz arts "
     "radiologist pathologist "
     "dentist therapist tierarzt veterinarian vet specialist"},
    {"author",
     "autor auteur autore writer verfasser composer editor narrator translator illustrator photographer "
     "columnist byline reporter journalist lyricist songwriter screenwriter redakteur redactor auteurs "
     "skribent forfatter"},
    {"manager", "supervisor boss vorgesetzter chef"},
    {"emergency", "notfall urgence emergencia emergenza noodgeval"},
    {"booking", "buchung buchungen boeking boekingen prenotazione prenotazioni rezerwacja rezerwacje"},
    {"reservation", "reserva reservas reservierung reservierungen reservering reserveringen reservacion"},
    {"shipment",
     "sendung sendungen zending zendingen przesylka przesylki consignment expedition forsendelse envios"},
    {"policy", "pol poliza polizas polizza polizze polis versicherungsschein"},
    {"claim", "clm schaden schadenfall siniestro siniestros sinistre sinistres sinistro sinistri reclamo"},
    {"loan", "pret prets prestamo prestamos prestito prestiti darlehen ausleihe emprestimo"},
    {"room", "raum rm zimmer salle sala kamer habitacion chambre pokoj aula stanza quarto rum"},
    {"bed", "bett lit cama letto"},
    {"long", "larga lange longue lunga largo"},
    {"contact", "kontakt contacto contatto ansprechpartner"},
    {"member", "mitglied miembro membre socio adherent"},
    {"passenger", "traveler traveller pasajero passager"},
    {"guest", "gast huesped invitado visitor attendee participant invitee"},
    {"driver", "driving fahrer conductor chauffeur courier rider"},
    {"owner",
     "besitzer eigentuemer proprietario proprietaire dueno holder halter inhaber cardholder wlasciciel "
     "eigenaar titular intestatario titulaire agare eier ejer accountholder"},
    {"gender", "sex geschlecht sexo sesso sexe genero plec geslacht kjonn koen pohlavi cinsiyet kon"},
    {"birth",
     "dob birthdate birthday geburt geburtsdatum naissance nacimiento nascita born geboren datenaissance "
     "fechanacimiento nascimento bday brthdt geboortedatum geboorte urodzenia urodzin fodselsdato "
     "fodelsedatum foedselsdato fodelse fodsel narozeni dogum dogumtarihi syntyma szuletesi nasc nac geb "
     "gebdat fechanac"},
    {"age", "alter edad eta idade leeftijd wiek alder vek yas"},
    {"job",
     "occupn occup empleo beruf occupation profession puesto cargo ocupacion poste fonction stelle profesion "
     "metier mestiere "
     "jobtitle functie beroep stanowisko zawod stilling yrke profissao puestos ocupacao mansione qualifica "
     "meslek befattning jobfunction stellenbezeichnung"},
    {"title",
     "titel titulo titre titolo headline subject betreff asunto objet oggetto ueberschrift subj tytul "
     "otsikko subtitle"},
    {"salutation",
     "anrede civilite honorific courtesy tratamiento prefix nameprefix greeting aanhef tratamento"},
    {"suffix", "namesuffix degree postnominal"},
    {"marital",
     "mrtl mstat mstatus civilstate relationship familienstand estadocivil etatcivil matrimonial "
     "burgerlijkestaat stancywilny statocivile "
     "sivilstand civilstand civilstatus"},
    {"social security", "seguridadsocial sicurezzasociale segurancasocial"},
    {"ssn",
     "codicefiscale codfiscale personnummer rut cedula socialsecurity nationalid sozialversicherungsnummer "
     "dni curp nss cpf nino aadhaar svnr steuerid personalausweis insee bsn burgerservicenummer pesel cnp "
     "cpr cprnummer personnr fodselsnummer rodnecislo oib jmbg egn tckimlik tckn numsecu numerosecurite "
     "securitesociale sozialversicherung amka hetu nir taj sin nric nin rg"},
    {"passport",
     "reisepass pasaporte passeport passaporto passnummer paszport paspoort pasaport passnr pasnummer"},
    {"bio", "biography about aboutme biografie biographie biografia biografi lebenslauf profil"},
    {"nick",
     "nickname alias pseudo spitzname apodo surnom handle screenname skype icq jabber telegram snapchat "
     "discord pseudonym bijnaam"},
    // internet
    {"email",
     "mail emailaddress courriel correo mailaddress emailaddr eml correoelectronico emails adressemail "
     "emailadres epost eposta sahkoposti mailadresse adresemail postaelettronica emailadress mailid emailid"},
    {"username",
     "login userlogin loginname uname benutzername nombreusuario identifiant nomutilisateur logon "
     "gebruikersnaam nazwauzytkownika anvandarnamn brugernavn brukernavn kullaniciadi nomeutente loginid "
     "inlognaam"},
    {"password",
     "passwd pwd passwort contrasena motdepasse pass passwordhash passhash kennwort clave hashedpassword mdp "
     "senha wachtwoord haslo losenord loesenord adgangskode passord sifre heslo parola salasana jelszo "
     "palavrapasse pswd psw userpass passphrase"},
    {"salt", "sel"},
    {"url",
     "referrer referer linkedin facebook twitter instagram github youtube uri link website homepage webseite "
     "sitioweb siteweb web permalink webpage hyperlink href webaddress endpoint callback strona "
     "webseitenadresse webbplats hjemmeside paginaweb sitio www weburl"},
    {"image",
     "img picture photo avatar logo thumbnail thumb bild foto imagen icon portrait profilbild banner cover "
     "gravatar afbeelding zdjecie obraz bilde billede kuva fotografia immagine headshot poster couverture "
     "titelbild portada capa copertina okladka"},
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
     "phonenumber telefax movil celular portable cellulare telefonnummer telefone mobilephone gsm homephone "
     "workphone msisdn rufnummer whatsapp telefoonnummer telefoon telefoonnr mobiel mobiltelefon nrtelefonu "
     "numertelefonu komorka telefonnr puhelin puhelinnumero gsmnr telemovel landline pager fono callerid "
     "callernumber callednumber callingnumber telefonszam phonenumbers hp kontaktowy"},
    {"address",
     "addr adresse direccion indirizzo endereco anschrift adr domicilio adres adresa osoite adresi lakcim "
     "woonadres postadresse postadres morada"},
    {"street",
     "strasse rue calle via rua str streetaddress strassenname streetname lane straat straatnaam ulica ulice "
     "gata gatuadress gade vej utca sokak cadde katu katuosoite logradouro"},
    {"line", "zeile ligne linea"},
    {"place", "luogo lugar lieu miejsce sted paikka"},
    {"city",
     "cty hometown miasto plaats town ville stadt ciudad citta cidade ort locality municipality village "
     "commune gemeinde wohnort poblacion localidad loc municipio comune localite woonplaats miejscowosc "
     "mesto kaupunki varos sehir oras stad postort poststed plaatsnaam localita gorod cityname residence "
     "wohnsitz localidade comuna"},
    {"state", "estado"},
    {"region",
     "province provincia bundesland stateprovince prov provinz regione prefecture federalstate canton kanton "
     "voivodeship oblast wojewodztwo uf provincie fylke ccaa comunidadautonoma entidadfederativa"},
    {"county", "landkreis kreis comarca condado powiat kommun okres ilce judet concelho freguesia colonia"},
    {"district",
     "borough arrondissement stadtteil stadtbezirk neighborhood neighbourhood bairro barrio quartier "
     "quartiere wijk dzielnica suburb ortsteil kvarter colonia"},
    {"postal code",
     "postcode zip zipcode plz postleitzahl codepostal codigopostal cap cep postalcode cp pincode "
     "kodpocztowy postnummer postnr psc postinumero iranyitoszam postakodu zippostalcode poskod codigopost "
     "kodpoczt zipcd"},
    {"postal", "post"},
    {"country",
     "land pays pais paese nation nazione laender nationality cntry ctry kraj nationaliteit nacionalidade "
     "nacionalidad nationalite nazionalita narodowosc staatsangehoerigkeit zeme orszag ulke citizenship "
     "obywatelstwo nationalitaet cittadinanza"},
    {"latitude", "lat breitengrad latitud latitudine"},
    {"longitude", "lng lon long laengengrad longitud longitudine"},
    {"timezone", "tz zeitzone zonahoraria fuseauhoraire tzname"},
    {"floor", "piso stockwerk geschoss verdieping pietro etaj"},
    {"address addition",
     "adresszusatz complemento complementoadresse complementadresse toevoeging zusatz addresssuppl"},
    {"house number",
     "hausnummer hausnr huisnummer huisnr numerodomu husnummer housenumber housenr numerocivico"},
    {"apartment", "apt suite flat etage appartement mieszkanie"},
    // companies, money
    {"contract", "vertrag contrat contrato contratto umowa avtal"},
    {"company",
     "comp firm firma societe empresa azienda organisation organization org unternehmen business corporation "
     "entreprise compania enterprise employer corp agency institution institute sociedad raisonsociale "
     "arbeitgeber razonsocial ditta compagnie bedrijf bedrijfsnaam razaosocial ragionesociale spolka "
     "przedsiebiorstwo foretag virksomhed bolag yritys sirket ceg nombrecomercial firmenname nomeazienda "
     "organizacion organizzazione organisatie"},
    {"supplier fabricator",
     "manufacturer hersteller fabricante mfgr mfg mfr fabrikant producent producer fabricant produttore "
     "maker"},
    {"supplier",
     "vendor lieferant fournisseur proveedor fornitore merchant seller distributor publisher verlag "
     "editorial editeur carrier shipper insurer sponsor bank partner reseller retailer wholesaler payer "
     "leverancier dostawca fornecedor leverantor leverandor toimittaja tedarikci dodavatel vnd vndr vend "
     "supp krankenkasse aseguradora verzekeraar assureur"},
    {"department",
     "faculty facultad fakultaet faculte facolta dept abteilung departement departamento dname team division "
     "dipartimento dep reparto afdeling dzial avdeling avdelning osasto oddzial dipartimenti"},
    {"industry",
     "sector branche industria secteur vertical branza bransch bransje bedrijfstak ramo settore setor"},
    {"vat",
     "partitaiva cnpj mwst taxvat ustid umsatzsteuer tva iva ustidnr siret siren registernumber vatnumber "
     "ein nif rfc piva taxid taxnumber steuernummer mwstnr nip regon kvk kvknummer btw btwnummer orgnr "
     "organisationsnummer organisasjonsnummer cvr nipc abn gst gstin ustidnummer umsatzsteuerid vatin"},
    {"amount grandsum",
     "total subtotal totale totaal gesamt gesamtbetrag gesamtpreis endbetrag sum summe suma grandtotal ttc "
     "razem"},
    {"amount",
     "bedrag valore ammontare amt betrag montant importe importo valor monto fee charge revenue payment paid "
     "budget expense fine gebuehr freight mrr arr gmv bonus commission comm deposit refund proceed turnover "
     "umsatz impuesto taxe frais earning profit spend premium donation net gross netto brutto tip toll "
     "penalty copay payout kwota wartosc belopp beloeb belop summa deductible outstanding factuurbedrag "
     "valeur tutar osszeg proceeds payable receivable nettobetrag bruttobetrag imponibile imponible beitrag "
     "cuota cotisation contribution contributo"},
    {"price",
     "preis prix precio prezzo cost kosten cout coste tarif fare airfare preco costo tariff msrp unitprice "
     "listprice einzelpreis prx rent prijs cena pris prc hinta fiyat stueckpreis stukprijs verkaufspreis "
     "einkaufspreis stkpreis pvp"},
    {"balance", "saldo solde guthaben bal kontostand acctbal restbetrag saldos"},
    {"salary",
     "sal wage gehalt lohn salaire sueldo salario stipendio remuneration compensation nomina salaris pensja "
     "wynagrodzenie ordenado loen mzda maas palkka fizetes bruttogehalt retribuzione payrate salaries "
     "vencimentos monatsgehalt"},
    {"currency",
     "curr waehrung devise moneda divisa valuta ccy moeda monnaie waluta valuutta munt currencycode "
     "parabirimi valutacode moneta"},
    {"iban", "accountiban ibannummer ibannr"},
    {"bic", "swift swiftcode biccode"},
    {"account",
     "acct konto compte cuenta conto kontonummer acc rekening rekeningnummer rachunek acnt nrkonta kontonr "
     "conta rekeningnr konta"},
    {"card",
     "cc creditcard karte carte tarjeta pan cardnumber kreditkarte ccnumber ccnum kreditkort "
     "kreditkartennummer creditcardnumber"},
    {"credit", "cred kredit"},
    {"limit", "lim lmt limite plafond"},
    {"credit limit", "kreditlimit limitecredito overdraftlimit overdraft kreditrahmen creditlimite"},
    {"tax", "steuer podatek imposto belasting impot imposta skatt skat"},
    {"tax rate", "steuersatz mwstsatz taxrate vatrate stawkavat btwtarief tauxtva alicuotaiva aliquotaiva"},
    {"discount",
     "rabatt remise descuento sconto nachlass rebate desconto korting rabat alennus indirim sleva disc"},
    {"rate", "satz taux tasa tasso kurs stawka aliquota alicuota"},
    {"exchange", "cambio wechselkurs fx"},
    {"percent",
     "humidity luftfeuchtigkeit humidite pct percentage prozent pourcentage porcentaje percentuale ratio "
     "share anteil fraction"},
    // commerce
    {"product",
     "artigo prod produkt produit producto prodotto item article artikel articulo merchandise goods produto "
     "articolo towar tuote produkty urun producten medication medicine drug artigos prodotti articoli termek "
     "itm prd produktu tuotteet"},
    {"sku",
     "stockkeepingunit artikelnummer partnumber partno itemnumber productnumber articleno artnr artno "
     "artikelnr artikelnumber kodproduktu codigoproducto codeproduit codicearticolo refproduct "
     "materialnumber mpn"},
    {"barcode",
     "ean ean13 upc gtin gtin13 strichcode codigobarras codebarres kodkreskowy strekkode streckkod ean8 "
     "barras barre"},
    {"quantity each", "unit"},
    {"quantity",
     "quantidade stueckzahl aantal qty menge cantidad quantite stock inventory bestand units lagerbestand "
     "quantita existencias onhand reorder hoeveelheid ilosc antal antall voorraad zapas maara miktar adet "
     "mnozstvi scorte giacenza stockqty qta cantidades qte estoque pezzi piezas pieces stueck pcs stk "
     "bestandsmenge qtyoh"},
    {"category",
     "kategorie categorie categoria cat warengruppe kategoria kategori productgroep rubriek rubro rubrica "
     "warengr productgroup artikelgruppe"},
    {"brand", "marke marque marca merk marka maerke merke varumarke"},
    {"order",
     "bestell encomenda bestellung commande pedido ordine auftrag ord purchase bestelling bestellingen "
     "zamowienie zamowienia siparis tilaus rendeles bestilling ordre pedidos commandes ordini bestellungen "
     "auftraege encomendas"},
    {"invoice",
     "rechnung facture factura fattura bill fatura factuur faktura faktury fatture factures rechnungen "
     "facturas lasku"},
    {"tracking", "sendungsnummer seguimiento suivi trackingnumber waybill awb consignment"},
    {"rating",
     "bewertung star etoile calificacion sterne valoracion nps ocena beoordeling avaliacao valutazione "
     "puntaje bewertungen waardering"},
    // texts
    {"description",
     "omschrijving desc descr beschreibung descripcion descrizione summary abstract excerpt overview details "
     "detail zusammenfassung resume synopsis detalle caption descricao blurb kurztext resumen detalles "
     "diagnosis instructions purpose opis beschrijving beskrivning beskrivelse kuvaus aciklama descriere "
     "popis leiras alt alttext teaser tagline dsc dscr"},
    {"body",
     "content contents text inhalt contenu contenido fulltext html markdown lyrics lyric message messagetext "
     "nachricht mensaje transcript contenuto story essay tresc tekst mensagem bericht conteudo besked "
     "melding"},
    {"comment",
     "remark note comentario commentaire bemerkung kommentar anmerkung notiz nota observation observacion "
     "feedback memo reason remarks observaciones motivo grund hinweis motif comments answer reply uwagi "
     "opmerking opmerkingen komentarz poznamka notatka notatki anteckning notat huomautus observacao "
     "observacoes osservazioni commento commenti rmk rmks remk cmnt cmt notas kommentarer megjegyzes "
     "bemerkungen anmerkungen anteckningar reqs notizen"},
    {"comment jotting", "notes"},
    {"tag",
     "keyword label schlagwort etiqueta etiquette stichwort motcle hashtag trefwoord slowokluczowe "
     "stichworte motscles palabraclave nyckelord"},
    // generic
    {"code",
     "cod kod kuerzel cd codigo codice kennung abbreviation abbr shortcode acronym coupon voucher gutschein"},
    {"severity", "schweregrad gravedad gravite"},
    {"status",
     "sts stat zustand etat stato situation statut phase stage lifecycle toestand situacao estatus durum "
     "allapot "
     "tila fase"},
    {"type",
     "zahlungsart tipologia typ kind art tipo variant klasse class plan tier race ethnicity religion species "
     "breed mode channel platform source medium environment semester shift gattung espece format protocol os "
     "soort rodzaj tyyppi turu tipus tp"},
    {"count", "cnt anzahl nb contador compteur counter numof zahl seat page liczba teller headcount"},
    {"position",
     "lvl livello niveles niva pos sortorder displayorder rank ranking level priority sequence seq edition "
     "idx index rang ebene stufe "
     "nivel niveau prioritaet prioridad ordinal orden reihenfolge posizione weighting sortkey kolejnosc "
     "volgorde rekkefolge sira ordem rangfolge seqno seqnum"},
    {"sort", "ordering"},
    {"score",
     "xp elo mmr reputation karma points punktzahl puntuacion metric probability confidence likelihood gpa "
     "punkte "
     "sentiment zscore percentile grade punkty punteggio pontos poeng"},
    {"color", "colour farbe couleur colore cor rgb hexcolor kleur kolor farge farve farg renk colori"},
    {"locale",
     "language lang sprache langue idioma lingua culture localecode langcode taal jezyk sprak sprog kieli "
     "dil nyelv idiomas"},
    {"version", "ver revision release versionnumber semver build firmware"},
    {"hash", "sha sha1 sha256 md5 checksum digest fingerprint pruefsumme commit etag crc signature"},
    {"json", "metadata settings attributes payload properties config preferences"},
    {"id", "identifier ident bezeichner uid"},
    {"number", "nbr no num nr nro numero nummer numer numeros"},
    {"uuid", "guid"},
    {"flag",
     "actv attivo actif aktiv activo ativo flg bool indicator yn ind actief aktywny aktif indic fl jn "
     "janein"},
    {"reference", "ref referenz externalref referencia mrn external npi refno imsi iccid imei"},
    // times
    {"date", "datum fecha dt day jour dia giorno dato pvm"},
    {"time", "zeit heure hora ora timestamp ts datetime zeitpunkt uhrzeit tstamp tms"},
    {"created",
     "criacao booked gebucht anlagedatum creat crt registrazione criado criada creazione cadastro cadastrado "
     "inserito anmeldung iscrizione "
     "erfassung aangemaakt skapad create creation inserted registered registration joined signup erstellt "
     "angelegt creado creada cree alta enregistre creato recorded added erfasst registriert ctime createdate "
     "createdat erstelldatum inscription entered createdon anlage hinzugefuegt insert utworzenia utworzono "
     "oprettet opprettet luotu olusturma vytvoreno creata crtd dodano toegevoegd cadastramento creacion "
     "anmeldedatum inserimento registro"},
    {"updated",
     "upd mod chg modificato atualizado gewijzigd aktualisierung update modified changed modification "
     "geaendert actualizado modifie lastmod aktualisiert aggiornato edited mtime lastupdate updatedat "
     "modificado aenderung refreshed amended modyfikacji zmodyfikowano zmiany bijgewerkt uppdaterad "
     "opdateret endret oppdatert guncelleme updt chgd lstupd lstupdt modificacao modifica modificata mutatie "
     "maj edit"},
    {"deleted",
     "del eliminato excluido apagado cancellato loeschung archived voided canceled cancelled removed "
     "deactivated geloescht supprime eliminado baja trashed purged revoked storniert annule anulado "
     "cancellation deletion discarded withdrawn usuniecia usunieto verwijderd raderad slettet silindi poisto "
     "exclusao dlt cancelacion cancelamento deactivation"},
    {"start",
     "abfahrt abflug partida vertrek odjazd wyjazd abreise begin from beginn debut inicio hire enrollment "
     "enrolment enrolled effective since hired hiredate "
     "startdate opened opens von inizio einstellung embauche contratacion departure checkin commencement "
     "open gueltigvon desde starts began ab onset activation rental admission eintritt pickup ingreso "
     "embarkation started startet startdatum begindatum zatrudnienia rozpoczecia poczatek admit admitted eff "
     "effdt efec ansettelse indiensttreding embauchee contratado assunzione admissao ingangsdatum commenced "
     "joining incorporacion sinds commissioned etd aufnahme admision accettazione einlieferung ingresso"},
    {"end",
     "ended resiliation beendet llegada ankunft arrivee aankomst arrivo przyjazd fermeture cierre due expiry "
     "expires expiration expire until finish required deadline termination closed closes close "
     "thru ende fin bis checkout arrival enddate finished faellig echeance vencimiento caducidad scadenza to "
     "ablauf gueltigbis maturity hasta discharge return ends expired terminated completion austritt duedate "
     "dropoff promised renewal fim estimated expdate einddatum zakonczenia koniec till disch discharged "
     "slutdatum slutdato vervaldatum vencto slut expira termin waznosci salida cese uitdiensttreding "
     "kundigung licenziamento validade gyldigtil cessazione beendigung eta entlassung dsch abschluss"},
    {"duration",
     "dauer duree duracion durata minutes minute min seconds second sec secs ms millis milliseconds hours "
     "hour hrs stunden minuten sekunden latency elapsed timeout runtime interval days horas minutos heures "
     "laufzeit uptime tempo months monate meses mesi weeks wochen semaines semanas weken maanden uren "
     "varighet varighed duur frist kuendigungsfrist"},
    {"year",
     "schuljahr schoolyear fiscalyear geschaeftsjahr jahrgang ejercicio jahr annee ano anno anio yr "
     "modelyear pubyear baujahr jaar rok rocznik argang vuosi bouwjaar"},
    {"month", "monat mois mes mese mon"},
    {"event", "ereignis evenement evento"},
    // files, measures and the rest
    {"file",
     "datei fichier archivo filename dateiname attachment document anhang dokument piecejointe filepath blob "
     "attach bestandsnaam plik ficheiro filnavn nomfichier nombrearchivo nomefile arquivo"},
    {"path", "pfad chemin ruta directory folder dir percorso ordner verzeichnis sciezka caminho"},
    {"size",
     "groesse taille tamano dimensione bytes filesize byte kb mb grootte rozmiar tamanho storlek stoerrelse"},
    {"mime", "mimetype mediatype contenttype"},
    {"length side",
     "height width breite hoehe largeur hauteur altura ancho altezza larghezza hoogte breedte wysokosc "
     "szerokosc hojd hoyde largura lengte comprimento"},
    {"length",
     "distance laenge longueur largo cm km mm entfernung meter meters mileage odometer altitude elevation "
     "radius diameter kilometers miles kilometerstand lunghezza distancia inches thickness footage area sqm "
     "sqft volume surface flaeche superficie kilometrage feet afstand odleglosc oppervlakte powierzchnia "
     "przebieg kilometraje quilometragem chilometraggio kmstand mileages"},
    {"weight",
     "wt gewicht poids peso kg gram grams masse mass kilogram lbs pounds waga vikt vekt vaegt paino agirlik "
     "wgt wght"},
    {"temperature", "temp temperatur temperatura celsius fahrenheit temperatuur"},
    {"isbn", "isbn13 isbn10"},
    {"plate",
     "licenseplate registrationplate kennzeichen matricula immatriculation targa numberplate placa "
     "licenceplate plaque kenteken placas nummernschild registreringsnummer nrrejestracyjny rejestracja"},
    {"vin", "fahrgestellnummer chassis vinnumber bastidor"},
    {"vehicle",
     "car fahrzeug voiture vehiculo auto veicolo truck vehicule coche voertuig voertuigen pojazd pojazdy "
     "samochod fordon kjoretoy veicoli veiculo veiculos vehicules vehiculos coches autos kfz"},
    {"model", "modell modele modelo modello malli"},
    {"make", "vehiclemake"},
    {"airport", "flughafen aeropuerto aeroport iata"},
    {"flight", "flug vuelo vol volo flightnumber"},
    {"icd", "icd10 icd9 cpt snomed loinc procedurecode diagnosiscode ndc drg atc icdo icd11 dx icdcode"},
    {"blood",
     "bloodtype blutgruppe groupesanguin bloedgroep grupakrwi gruposanguineo grupposanguigno tiposanguineo"},
    {"destination", "dest zielort destino destinazione bestemming"},
    {"recipient",
     "empfaenger destinataire destinatario addressee consignee receiver ontvanger mottagare odbiorca "
     "destinataria modtager"},
    {"extension", "ext durchwahl"},
    {"warehouse", "lager almacen entrepot magazzino whs whse magasin"},
    {"ship",
     "liefer expedition shipping delivery shipment liefer versand livraison envio lieferung entrega "
     "spedizione shipto"},
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
         {"is",       "has",         "can",          "not",         "in",          "on",        "by",
          "per",      "of",          "at",           "de",          "du",          "la",        "le",
          "des",      "el",          "del",          "der",         "die",         "das",       "login",
          "main",     "home",        "work",         "default",     "primary",     "secondary", "current",
          "old",      "new",         "actual",       "login",       "shipped",     "sent",      "paid",
          "method",   "request",     "response",     "max",         "min",         "avg",       "tax",
          "total",    "credit",      "limit",        "store",       "room",        "hotel",     "film",
          "movie",    "book",        "session",      "exp",         "expiry",      "security",  "social",
          "national", "driver",      "branch",       "subject",     "group",       "event",     "project",
          "task",     "ticket",      "case",         "policy",      "claim",       "loan",      "course",
          "school",   "public",      "private",      "health",      "unit",        "part",      "serial",
          "batch",    "lot",         "model",        "series",      "test",        "standard",  "retail",
          "sell",     "sale",        "base",         "safety",      "approval",    "point",     "extended",
          "phonetic", "valid",       "insurance",    "error",       "short",       "market",    "segment",
          "actual",   "billing",     "discontinued", "network",     "framework",   "average",   "overall",
          "original", "report",      "export",       "import",      "cancel",      "depend",    "latest",
          "template", "common",      "extend",       "strip",       "validate",    "carbon",    "decimal",
          "support",  "acquisition", "proposition",  "disposition", "composition", "passphrase"})
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

/// Letters of Latin-1 and Latin Extended-A without their accents; umlauts as two letters.
std::string_view plain(unsigned char lead, unsigned char next) {
  if (lead == 0xC3) {
    const unsigned char c = next | 0x20;
    if (c >= 0xA0 && c <= 0xA5) return c == 0xA4 ? "ae" : "a";
    if (c == 0xA7) return "c";
    if (c >= 0xA8 && c <= 0xAB) return "e";
    if (c >= 0xAC && c <= 0xAF) return "i";
    if (c == 0xB1) return "n";
    if (c >= 0xB2 && c <= 0xB6) return c == 0xB6 ? "oe" : "o";
    if (c == 0xB8) return "o";
    if (c >= 0xB9 && c <= 0xBC) return c == 0xBC ? "ue" : "u";
    if (next == 0x9F) return "ss";
    if (c == 0xBD || c == 0xBF) return "y";
  }
  // U+0100 to U+017F in the order of their code points: Polish, Czech, Turkish, Romanian, Hungarian.
  static constexpr std::string_view kExtended =
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooo"
      "oooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  static_assert(kExtended.size() == 0x80, "one letter each");
  if (lead == 0xC4 || lead == 0xC5) {
    const size_t at = (lead == 0xC5 ? 0x40U : 0U) + (next & 0x3FU);
    return kExtended.substr(at, 1);
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
  if (word.size() > 6 && word.back() == 'e' && word[word.size() - 2] != 'e' && singular(1, "")) return true;
  return false;
}

/// Words so short that many words end in them by chance, but for these.
bool is_short_tail(const std::string& word) {
  static const char* const kTails[] = {"id", "no", "nr", "dt", "ts", "ip", "cd", "nm", "at", "on", "by"};
  return std::any_of(std::begin(kTails), std::end(kTails), [&](const char* tail) { return word == tail; });
}

/// Appends what the front part of a compound means; German puts an s between the parts of many.
bool translate_front(const std::string& front, std::vector<std::string>& out) {
  bool ignored = false;
  if (translate(front, out, &ignored)) return true;
  return front.size() > 4 && front.back() == 's' &&
         translate(front.substr(0, front.size() - 1), out, &ignored);
}

/// firstname, orderdate, custaddr, creditcardnumber: up to `pieces` words of the dictionary written together.
bool take_apart(const std::string& word, int pieces, std::vector<std::string>& out, bool* plural) {
  if (word.size() < 5 || word.size() > 40) return false;
  for (size_t at = word.size() - 2; at >= 2; --at) {
    const std::string front = word.substr(0, at);
    const std::string back = word.substr(at);
    // Short pieces are found in many words by chance.
    if (front.size() < 3 && back.size() < 4) continue;
    if (back.size() < 2 || (back.size() == 2 && !is_short_tail(back))) continue;
    if ((back == "at" || back == "on" || back == "by") && front.size() < 5) continue;
    std::vector<std::string> first;
    std::vector<std::string> second;
    const bool known = pieces == 2 ? translate_front(front, first)
                                   : back.size() > 2 && take_apart(front, pieces - 1, first, plural);
    if (!known || !translate(back, second, plural)) continue;
    out.insert(out.end(), first.begin(), first.end());
    out.insert(out.end(), second.begin(), second.end());
    return true;
  }
  return false;
}

/// lieferantenname, notfalltelefon: what the thing is, though nothing is known of its first part. Few words are so long
/// that no others end in them by chance.
bool take_tail(const std::string& word, std::vector<std::string>& out) {
  constexpr size_t kShortestFront = 3;
  constexpr size_t kShortestTail = 6;
  static const char* const kShorterTails[] = {"preis", "price", "count", "datum", "title", "token", "arzt",
                                              "date",  "flag",  "name",  "type",  "ende",  "telef", "beginn"};
  for (size_t at = kShortestFront; at + 4 <= word.size(); ++at) {
    const std::string tail = word.substr(at);
    const bool is_listed = std::any_of(std::begin(kShorterTails), std::end(kShorterTails),
                                       [&](const char* listed) { return tail == listed; });
    if (tail.size() < kShortestTail && !is_listed) continue;
    const auto* meaning = dictionary().find(tail);
    if (!meaning) continue;
    out.push_back(word.substr(0, at));
    out.insert(out.end(), meaning->begin(), meaning->end());
    return true;
  }
  return false;
}

/// take_apart() in as few pieces as can be, else take_tail().
bool analyse_compound(const std::string& word, std::vector<std::string>& out, bool* plural) {
  for (int pieces = 2; pieces <= 4; ++pieces)
    if (take_apart(word, pieces, out, plural)) return true;
  return take_tail(word, out);
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
    if (translate(raw[i], result.words, &plural) || analyse_compound(raw[i], result.words, &plural)) {
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

std::string meaningless_prefix(const std::vector<std::string>& names) {
  constexpr size_t kFewest = 3;
  for (const std::string& name : names) {
    const size_t end = name.find('_');
    if (end == std::string::npos || end == 0 || end + 1 == name.size()) continue;
    std::string prefix = name.substr(0, end + 1);
    size_t bearers = 0;
    for (const std::string& other : names)
      bearers += other.size() > prefix.size() && other.compare(0, prefix.size(), prefix) == 0 ? 1 : 0;
    if (bearers < kFewest || bearers * 4 < names.size() * 3) continue;
    std::vector<std::string> known;
    bool ignored = false;
    const std::vector<std::string> parts = cut(prefix);
    if (parts.size() == 1 && parts[0].size() > 1 && translate(parts[0], known, &ignored)) return {};
    return prefix;
  }
  return {};
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
