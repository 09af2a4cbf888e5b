// src/core/infer/words_of_persons.cpp -- the words of many languages for what people are and have, and of the internet
#include "core/infer/word_dictionary.hpp"

#include <iterator>

namespace datagen::core {
namespace {

constexpr DictionaryEntry kEntries[] = {
    // persons
    {"first name",
     "firstname fname givenname forename prenom prenoms vorname vornamen primernombre vname voornaam "
     "voornamen imie imiona fornavn fornamn foernamn keresztnev etunimi prenume imya krestni jmeno "
     "tilltalsnamn rufname roepnaam callname nombrepila ime fnam"},
    {"first", "fst frst given fore prénom erster primer"},
    {"last name",
     "lastname lname surname familyname nachname familienname apellido apellidos cognome sobrenome "
     "zuname apellidopaterno nomfamille nname achternaam familienaam nazwisko efternavn efternamn "
     "etternavn prijmeni vezeteknev sukunimi soyad soyadi familiya apellidomaterno segundoapellido "
     "ultimonome apelido apelidos primerapellido prezime nomusage nomusuel geburtsname maedchenname "
     "meisjesnaam slaktnamn nomjeunefille lnam"},
    {"last", "lst family sur letzter dernier ultimo"},
    {"middle name",
     "middlename mname segundonombre zweitname mi middleinitial tussenvoegsel drugieimie mellomnavn "
     "mellemnavn otchestvo mid nombremedio mnam"},
    {"middle", "second"},
    {"initial", "voorletters initialen iniciales iniziali initialer inicialy"},
    {"mother", "mae madre mere mutter moeder matka moder"},
    {"father", "pai padre pere vater vader ojciec"},
    {"full name",
     "fullname nomcomplet nombrecompleto realname ename nomecompleto nomecognome imieinazwisko nomeprenome "
     "apellidosnombres namesurname fulnavn fuldenavn nomeintero fullnm wholename"},
    {"display name", "displayname"},
    {"name", "nom nombre nome nm naam nombres navn namn nimi adi nombrecorto nev nimike"},
    {"name appellation",
     "bezeichnung libelle designation denominacion denominazione intitule nazwa benamning benaming "
     "betegnelse naziv omschr denominacao nazev"},
    {"person",
     "attorney lawyer judge people persona personne mensch individual human person osoba henkilo "
     "representative rep clerk cashier salesman saleswoman policyholder beneficiary complainant "
     "defendant plaintiff claimant interviewer callee respondent osoby inspector auditor approver "
     "requester submitter technician engineer mechanic officer examiner analyst advisor adviser "
     "consultant coordinator investigator licensee lessee lessor trainee mentor trainer committer "
     "uploader signatory organizer organiser vendedor verkaeufer vendeur venditore verkoper "
     "sprzedawca assistant presenter moderator curator keeper perito gutachter sachbearbeiter zeuge "
     "tester brewmaster webmaster headmaster guide responsable responsabile verantwortlicher "
     "instruktor umpire notary notar notaire notario notaio landlord vermieter bailleur arrendador "
     "tenantname invigilator caretaker caregiver janitor operative dispatcher promoter breeder "
     "groomer barber stylist hairdresser baker butcher foreman superintendent commissioner "
     "commissario councillor councilor councilmember chairman chairwoman chairperson secretary "
     "treasurer accountant auditorname bookkeeper receptionist registrant nominee nominator appointee "
     "decedent deceased heir trustee executor godfather godmother testator mediator arbitrator "
     "prosecutor magistrate detective sergeant lieutenant constable captain skipper pilot copilot "
     "navigator steward stewardess waiter waitress sommelier bartender sculptor painter performer "
     "singer musician soloist choreographer dancer goalkeeper striker jockey runner swimmer winner "
     "loser opponent competitor contestant finisher antragsteller solicitante solicitant demandeur "
     "richiedente aanvrager wnioskodawca bearbeiter sachverstaendiger ansprechperson gestionnaire "
     "gestor encargado referente operatore bediener maschinenfuehrer locataire mieter inquilino "
     "inquilina arrendatario conduttore huurder najemca kontaktperson schiedsrichter arbitre arbitro "
     "scheidsrechter sedzia trener entrenador entraineur allenatore treinador erziehungsberechtigter "
     "vormund guardian guardianname adjuster guarantor avaliste garante buerge fiador borgsteller "
     "surety assessor surveyor appraiser planner scheduler picker packer loader welder electrician "
     "plumber carpenter mason roofer gardener cleaner housekeeper maid concierge bellboy lifeguard "
     "ranger warden guard sentry firefighter policeman policewoman fahrlehrer mechaniker techniker "
     "monteur installateur elektriker tecnico technicien ingenieur ingeniero ingegnere inzynier "
     "technik serwisant kontroler pruefer inspecteur ispettore redator examinador esaminatore "
     "examinateur kursleiter dozent referent dolmetscher uebersetzer traducteur traductor traduttore "
     "tlumacz pfleger krankenschwester infirmier infirmiere enfermera enfermero infermiere "
     "verpleegkundige pielegniarka anwalt rechtsanwalt avocat abogado avvocato advocaat adwokat "
     "richter juge juez giudice rechter temoin testigo testimone getuige swiadek "
     "verfahrensbeteiligter kassierer caissier cajero cassiere kasjer koch cuisinier cocinero cuoco "
     "kok kucharz vermittler makler courtier mediatore counsel moniteur mecanico mecanica meccanico "
     "mecanicien mechanik demandante demandado attore convenuto klaeger beklagter powod pozwany eiser "
     "verweerder requerente requerido arguido imputado acusado inculpado denunciante procurador "
     "procuradora letrado tutora padrino madrina abonado abonne cursist leidster oppas bibliotecario "
     "bibliotecaria bibliothekar bibliothecaire architecte arquitecto architetto architekt archivist"},
    {"customer",
     "cst clt cust client kunde kunden cliente clientes clients buyer shopper consumer acheteur klant "
     "klanten klient klienci kund kunder zakaznik ugyfel asiakas musteri musteriler clienti subscriber "
     "klienta klientow klantnaam"},
    {"employee",
     "impiegato empregado angestellte medewerker emp staff employe mitarbeiter empleado dipendente "
     "funcionario worker personal salarie empleados employes personnel angestellter werknemer werknemers "
     "medewerkers pracownik pracownicy zamestnanec ansatte medarbejder anstalld tyontekija trabajador "
     "funcionarios dipendenti ansatt calisan empl alkalmazott"},
    {"user",
     "usr benutzer utilisateur usuario utente nutzer usuarios utilisateurs wpuser gebruiker gebruikers "
     "uzytkownik uzytkownicy bruger bruker anvandare uzivatel kullanici kayttaja felhasznalo utilizador "
     "utilizadores utenti"},
    {"patient", "paciente paziente resident_"},
    {"student",
     "etudiant schueler estudiante alumno studente pupil eleve alumnos aluno aluna leerling leerlingen uczen "
     "elev elever scolaro estudiantes etudiants"},
    {"teacher", "lehrer profesor professeur enseignant instructor professor lecturer tutor docente"},
    {"doctor",
     "phys clinico arzt medico medecin physician clinician nurse surgeon practitioner lekarz arts "
     "radiologist pathologist dentist therapist tierarzt veterinarian vet specialist gp pcp hausarzt "
     "physio physiotherapist midwife hebamme pharmacist apotheker optometrist psychologist "
     "psychiatrist cardiologist anesthetist anaesthetist dermatologist pediatrician obstetrician "
     "paramedic orthodontist hygienist huisarts tandarts phlebotomist"},
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
    {"room",
     "raum rm zimmer salle sala kamer habitacion chambre pokoj aula stanza quarto rum classroom "
     "klassenzimmer aulanumero homeroom saal"},
    {"bed", "bett lit cama letto"},
    {"long", "larga lange longue lunga largo"},
    {"contact", "kontakt contacto contatto ansprechpartner"},
    {"member", "mitglied miembro membre socio adherent mitglieder socios soci leden czlonek lid medlem"},
    {"passenger", "traveler traveller pasajero passager"},
    {"guest",
     "gast huesped invitado visitor attendee participant invitee hote ospite gosc gasten hospede "
     "viajero"},
    {"driver",
     "driving fahrer conductor chauffeur courier rider autista conducteur motorista kierowca chofer"},
    {"owner",
     "besitzer eigentuemer proprietario proprietaire dueno holder halter inhaber cardholder wlasciciel "
     "eigenaar titular intestatario titulaire agare eier ejer accountholder"},
    {"gender", "sex geschlecht sexo sesso sexe genero plec geslacht kjonn koen pohlavi cinsiyet kon"},
    {"birth",
     "dob birthdate birthday geburt geburtsdatum naissance nacimiento nascita born geboren datenaissance "
     "fechanacimiento nascimento bday brthdt geboortedatum geboorte urodzenia urodzin fodselsdato "
     "fodelsedatum foedselsdato fodelse fodsel narozeni dogum dogumtarihi syntyma szuletesi nasc nac geb "
     "gebdat fechanac"},
    {"age", "alter edad idade leeftijd wiek alder vek yas"},
    {"job",
     "occupn occup empleo beruf occupation profession puesto cargo ocupacion poste fonction profesion "
     "metier mestiere jobtitle functie beroep stanowisko zawod stilling yrke profissao puestos "
     "ocupacao mansione qualifica meslek befattning jobfunction stellenbezeichnung professione"},
    {"title", "titel titulo titre titolo tytul"},
    {"headline",
     "betreff asunto objet oggetto ueberschrift subj otsikko subtitle schlagzeile encabezado heading"},
    {"salutation", "anrede civilite honorific courtesy tratamiento nameprefix greeting aanhef tratamento"},
    {"suffix", "namesuffix degree postnominal"},
    {"marital",
     "mrtl mstat mstatus civilstate relationship familienstand estadocivil etatcivil matrimonial "
     "burgerlijkestaat stancywilny statocivile sivilstand civilstand civilstatus situationfamiliale "
     "situacionfamiliar statutmatrimonial estadomarital etatmatrimonial stanmatrimonial marsts marstat"},
    {"social security", "seguridadsocial sicurezzasociale segurancasocial"},
    {"ssn",
     "codicefiscale codfiscale personnummer rut cedula socialsecurity nationalid "
     "sozialversicherungsnummer dni curp nss cpf nino aadhaar svnr steuerid personalausweis insee bsn "
     "burgerservicenummer pesel cnp cpr cprnummer personnr fodselsnummer rodnecislo oib jmbg egn "
     "tckimlik tckn numsecu numerosecurite securitesociale sozialversicherung amka hetu nir taj sin nric "
     "nin rg nie dnie steueridentifikationsnummer numerosecuritesociale ssno"},
    {"passport",
     "reisepass pasaporte passeport passaporto passnummer paszport paspoort pasaport passnr pasnummer "
     "ausweis ausweisnummer personalausweisnummer ausweisnr fuehrerschein fuehrerscheinnummer "
     "fuehrerscheinnr permisconduire carnetconducir licenciaconducir rijbewijs rijbewijsnummer "
     "prawojazdy cnh korkort kjorekort ajokortti ehliyet cartaidentita"},
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
     "img picture photo avatar logo thumbnail thumb bild foto imagen icon portrait profilbild banner "
     "cover gravatar afbeelding zdjecie obraz bilde billede kuva fotografia immagine headshot poster "
     "couverture titelbild portada capa copertina okladka artwork"},
    {"domain", "hostname host subdomain fqdn domaine dominio server"},
    {"ip", "ipaddress ipaddr clientip remoteip ipv4 ipv6 sourceip"},
    {"mac", "macaddress macaddr"},
    {"agent", "useragent"},
    {"slug", "permaname urlkey nicename"},
    {"token",
     "apikey secret accesstoken refreshtoken sessionkey sessiontoken authtoken privatekey publickey jeton "
     "otp nonce activationkey"},
    {"key", "schluessel cle"},
    {"http", "https rest"},
    {"director", "regista regisseur realisateur rezyser direktor"},
};

}  // namespace

DictionaryPart words_of_persons() { return {std::begin(kEntries), std::end(kEntries)}; }

}  // namespace datagen::core
