// src/core/infer/words_of_things.cpp -- the words of many languages for texts, codes, times, files and measures
#include "core/infer/word_dictionary.hpp"

#include <iterator>

namespace datagen::core {
namespace {

constexpr DictionaryEntry kEntries[] = {
    // texts
    {"description",
     "omschrijving desc descr beschreibung descripcion descrizione summary abstract excerpt overview "
     "details detail zusammenfassung resume synopsis detalle caption descricao blurb kurztext resumen "
     "detalles diagnosis instructions purpose opis beschrijving beskrivning beskrivelse kuvaus "
     "aciklama descriere popis leiras alt alttext teaser tagline dsc dscr diagnostico diagnostic "
     "diagnosi diagnose rozpoznanie concepto concept causale particulars dosierung dosificacion "
     "posologie posologia instruction beskr ingredients zutaten ingredientes ingredienti "
     "ingrediencias schadensbeschreibung sachverhalt hergang"},
    {"body",
     "content contents text inhalt contenu contenido fulltext html markdown lyrics lyric message "
     "messagetext nachricht mensaje transcript contenuto story essay tresc tekst mensagem bericht "
     "conteudo besked melding plaintext introtext bodytext richtext"},
    {"comment",
     "remark note comentario commentaire bemerkung kommentar anmerkung notiz nota observation "
     "observacion feedback memo reason remarks observaciones motivo grund hinweis motif comments "
     "answer reply uwagi opmerking opmerkingen komentarz poznamka notatka notatki anteckning notat "
     "huomautus observacao observacoes osservazioni commento commenti rmk rmks remk cmnt cmt notas "
     "kommentarer megjegyzes bemerkungen anmerkungen anteckningar reqs notizen zalecenia "
     "recommendation recommendations empfehlung recommandation recomendacion raccomandazione zweck "
     "verwendungszweck hinweise"},
    {"comment jotting", "notes"},
    {"tag",
     "keyword label schlagwort etiqueta etiquette stichwort motcle hashtag trefwoord slowokluczowe "
     "stichworte motscles palabraclave nyckelord"},
    // generic
    {"code",
     "cod kod kuerzel cd codigo codice kennung abbreviation abbr shortcode acronym coupon voucher "
     "gutschein aktenzeichen ohrmarke matricule akten aktenz"},
    {"severity", "schweregrad gravedad gravite urgency dringlichkeit urgencia urgenza"},
    {"status",
     "sts stat zustand etat stato situation statut phase stage lifecycle toestand situacao estatus "
     "durum allapot tila fase decision entscheidung decisione entschied verdict resolution_"},
    {"type",
     "zahlungsart tipologia typ kind art tipo variant klasse class plan tier race ethnicity religion "
     "species breed mode channel platform source medium environment semester shift gattung espece "
     "format protocol os soort rodzaj tyyppi turu tipus tp richtung freq haeufigkeit frecuencia "
     "frequence confession konfession ethnie kategoriaklienta modality modalidad modalite shape "
     "werkstoff kraftstoff carburant combustible brandstof paliwo drivetrain getriebe orientation "
     "severityclass priorityclass temporada_"},
    {"count",
     "cnt anzahl nb contador compteur counter numof zahl seat page liczba teller headcount anz "
     "personen pax personenzahl teilnehmerzahl"},
    {"venue",
     "stadium stadion stadio estadio stade arena theater theatre theatro teatro auditorium spielort "
     "veranstaltungsort austragungsort datacenter gebaeude batiment edificio gebouw budynek campus "
     "sede standort jobsite construction baustelle chantier"},
    {"series",
     "campaign kampagne campagne campana campagna kampania turnier tournoi torneo toernooi turniej "
     "liga ligue championship meisterschaft competition wettbewerb wettkampf concurso wedstrijd "
     "programm programa programma collection kollektion sammlung"},
    {"position",
     "lvl livello niveles niva pos sortorder displayorder rank ranking level priority sequence seq edition "
     "idx index rang ebene stufe "
     "nivel niveau prioritaet prioridad ordinal orden reihenfolge posizione weighting sortkey kolejnosc "
     "volgorde rekkefolge sira ordem rangfolge seqno seqnum"},
    {"sort", "ordering"},
    {"score",
     "xp elo mmr reputation karma points punktzahl puntuacion metric probability confidence "
     "likelihood gpa punkte sentiment zscore percentile grade punkty punteggio pontos poeng mark "
     "marks mpg voto punktestand puntos wynik"},
    {"color", "colour farbe couleur colore cor rgb hexcolor kleur kolor farge farve farg renk colori"},
    {"locale",
     "language lang sprache langue idioma lingua culture localecode langcode taal jezyk sprak sprog "
     "kieli dil nyelv idiomas languages_"},
    {"version", "ver revision release versionnumber semver build firmware rev"},
    {"hash", "sha sha1 sha256 md5 checksum digest fingerprint pruefsumme commit etag crc signature"},
    {"json", "metadata settings attributes payload properties config preferences"},
    {"id", "identifier ident bezeichner uid"},
    {"number", "nbr no num nr nro numero nummer numer numeros"},
    {"uuid", "guid"},
    {"flag",
     "actv attivo actif aktiv activo ativo flg bool indicator yn ind actief aktywny aktif indic fl jn "
     "janein indicador ok"},
    {"reference", "ref referenz externalref referencia mrn external npi refno imsi iccid imei"},
    // times
    {"date", "datum fecha dt day jour dia giorno dato pvm"},
    {"time", "zeit heure hora ora timestamp ts datetime zeitpunkt uhrzeit tstamp tms"},
    {"created",
     "criacao booked gebucht anlagedatum creat crt registrazione criado criada creazione cadastro "
     "cadastrado inserito anmeldung iscrizione erfassung aangemaakt skapad create creation inserted "
     "registered registration joined signup erstellt angelegt creado creada cree alta enregistre "
     "creato recorded added erfasst registriert ctime createdate createdat erstelldatum inscription "
     "entered createdon anlage hinzugefuegt insert utworzenia utworzono oprettet opprettet luotu "
     "olusturma vytvoreno creata crtd dodano toegevoegd cadastramento creacion anmeldedatum "
     "inserimento registro saisie inschrijving ingevoerd wprowadzono registrado inscrito indmeldt "
     "dodania inscripcion inscricao inscrizione matriculacion eingang eingegangen eingangsdatum "
     "aufgenommen aufgegeben gemeldet meldedatum zgloszenia zgloszono"},
    {"updated",
     "upd mod chg modificato atualizado gewijzigd aktualisierung update modified changed modification "
     "geaendert actualizado modifie lastmod aktualisiert aggiornato edited mtime lastupdate updatedat "
     "modificado aenderung refreshed amended modyfikacji zmodyfikowano zmiany bijgewerkt uppdaterad "
     "opdateret endret oppdatert guncelleme updt chgd lstupd lstupdt modificacao modifica modificata "
     "mutatie maj edit touched aangepast aktualizacji aktualizacja"},
    {"deleted",
     "del eliminato excluido apagado cancellato loeschung archived voided canceled cancelled removed "
     "deactivated geloescht supprime eliminado baja trashed purged revoked storniert annule anulado "
     "cancellation deletion discarded withdrawn usuniecia usunieto verwijderd raderad slettet silindi "
     "poisto exclusao dlt cancelacion cancelamento delete"},
    {"start",
     "begin from beginn debut inicio hire enrollment enrolment enrolled effective since hired "
     "hiredate startdate opened opens von inizio einstellung embauche contratacion checkin "
     "commencement open gueltigvon desde starts began ab onset activation rental admission eintritt "
     "pickup ingreso embarkation started startet startdatum begindatum zatrudnienia rozpoczecia "
     "poczatek admit admitted eff effdt efec ansettelse indiensttreding embauchee contratado "
     "assunzione admissao ingangsdatum commenced joining incorporacion sinds commissioned etd "
     "aufnahme admision accettazione einlieferung ingresso einzug einbau retirada retrait apertura "
     "ouverture eroeffnung opening launch launched lanzamiento anfang antritt available disponible "
     "verfuegbar kickoff kick inauguration anpfiff install installation installed installiert "
     "installazione instalacion instalacja mounted commissioning inbetriebnahme matricula_ abfahrt "
     "abflug partida vertrek odjazd wyjazd abreise departure partenza depart loading beladung "
     "chargement carga caricamento zaladunek zaladunku salida doj joiningdate eingetreten beitritt "
     "adhesion afgifte aanvang rozpoczecie rozpoczeto entry entrada entree zugang einfahrt entryts"},
    {"end",
     "ended resiliation beendet fermeture cierre due expiry expires expiration expire until finish "
     "required deadline termination closed closes close thru ende fin bis checkout enddate finished "
     "faellig echeance vencimiento caducidad scadenza to ablauf gueltigbis maturity hasta discharge "
     "return ends expired terminated completion austritt duedate dropoff promised renewal fim "
     "estimated expdate einddatum zakonczenia koniec till disch discharged slutdatum slutdato "
     "vervaldatum vencto slut expira termin waznosci cese uitdiensttreding kundigung licenziamento "
     "validade gyldigtil cessazione beendigung eta entlassung dsch abschluss auszug ausbau rueckgabe "
     "devolucao devolucion restitution restituzione zwrot teruggave peremption verfall verfallsdatum "
     "left graduated graduation quit resigned resignation vacated decommissioned decommissioning "
     "wygasa ultimatum deactivation llegada ankunft arrivee aankomst arrivo przyjazd arrival anreise "
     "chegada unloading unloaded entladung dechargement descarga scarico rozladunek rozladunku dol "
     "leaving abgelaufen beendigt gekuendigt zakonczenie ukonczenia afloop einde konec exit saida "
     "sortie uscita ausfahrt ausgang kuendigung kuendigungs disconnect disconnected disconnection"},
    {"duration",
     "dauer duree duracion durata minutes minute min seconds second sec secs ms millis milliseconds "
     "hours hour hrs stunden minuten sekunden latency elapsed timeout runtime interval days horas "
     "minutos heures laufzeit uptime tempo months monate meses mesi weeks wochen semaines semanas "
     "weken maanden uren varighet varighed duur frist kuendigungsfrist duracao naptime tage giorni "
     "dagen dager dias jours dagar uur ore minuti minuts jahre"},
    {"night", "nuit nuits naechte nacht nachten noche noches notte notti noites noce noc"},
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
     "groesse taille tamano dimensione bytes filesize byte kb mb grootte rozmiar tamanho storlek "
     "stoerrelse gb tb gib mib kib"},
    {"mime", "mimetype mediatype contenttype"},
    {"length side",
     "height width breite hoehe largeur hauteur altura ancho altezza larghezza hoogte breedte wysokosc "
     "szerokosc hojd hoyde largura lengte comprimento"},
    {"length",
     "distance laenge longueur largo cm km mm entfernung meter meters mileage odometer altitude "
     "elevation radius diameter kilometers miles kilometerstand lunghezza distancia inches thickness "
     "footage area sqm sqft surface flaeche superficie kilometrage feet afstand odleglosc oppervlakte "
     "powierzchnia przebieg kilometraje quilometragem chilometraggio kmstand mileages hectare "
     "hectares acre acres ha hektar hectarea hectareas ettari hektary flaecheqm wohnflaeche "
     "grundflaeche nutzflaeche metrature metros metratura mq qm m2 ft2 sqmt sqyd"},
    {"weight",
     "wt gewicht poids peso kg gram grams masse mass kilogram lbs pounds waga vikt vekt vaegt paino "
     "agirlik wgt wght tonnage tonnen tonnes tonnellate toneladas tons"},
    {"temperature", "temp temperatur temperatura celsius fahrenheit temperatuur"},
    {"isbn", "isbn13 isbn10"},
    {"plate",
     "licenseplate registrationplate kennzeichen matricula immatriculation targa numberplate placa "
     "licenceplate plaque kenteken placas nummernschild registreringsnummer nrrejestracyjny rejestracja"},
    {"vin", "fahrgestellnummer chassis vinnumber bastidor fin numerochassis"},
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
    {"lot", "lote lotto partia"},
    {"speed",
     "geschwindigkeit hoechstgeschwindigkeit vitesse velocidad velocita velocidade snelheid predkosc "
     "hastighet"},
    {"chassis", "chassi chasis telaio fahrgestell fahrgestellnummer fahrgestellnr podwozie bastidor"},
};

}  // namespace

DictionaryPart words_of_things() { return {std::begin(kEntries), std::end(kEntries)}; }

}  // namespace datagen::core
