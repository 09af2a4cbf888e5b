// src/core/infer/words_of_places.cpp -- the words of many languages for places, phones and firms
#include "core/infer/word_dictionary.hpp"

#include <iterator>

namespace datagen::core {
namespace {

constexpr DictionaryEntry kEntries[] = {
    // phones and addresses
    {"phone",
     "phn fon tele tlf ph mob cel telephone tel telefon telefono mobile cell cellphone handy fax "
     "mobil phonenumber telefax movil celular portable cellulare telefonnummer telefone mobilephone "
     "gsm homephone workphone msisdn rufnummer whatsapp telefoonnummer telefoon telefoonnr mobiel "
     "mobiltelefon nrtelefonu numertelefonu komorka telefonnr puhelin puhelinnumero gsmnr telemovel "
     "landline pager fono callerid callernumber callednumber callingnumber telefonszam phonenumbers "
     "hp kontaktowy phon hotline directline extn whatsappnumber faks faxnr faxno rufnr telnr tnr "
     "telno telnum mobilenumber cellnumber"},
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
     "province provincia bundesland stateprovince prov provinz regione prefecture federalstate canton "
     "kanton voivodeship oblast wojewodztwo uf provincie fylke ccaa comunidadautonoma entidadfederativa "
     "stcd"},
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
    {"floor", "piso stockwerk geschoss verdieping pietro etaj piano"},
    {"address addition",
     "adresszusatz complemento complementoadresse complementadresse toevoeging zusatz addresssuppl"},
    {"house number",
     "hausnummer hausnr huisnummer huisnr numerodomu husnummer housenumber housenr numerocivico "
     "streetnumber streetno streetnr numerorue"},
    {"apartment", "apt suite flat etage appartement mieszkanie unitnumber wohnung interno"},
    // companies
    {"contract", "vertrag contrat contrato contratto umowa avtal"},
    {"company",
     "comp firm firma societe empresa azienda organisation organization org unternehmen business "
     "corporation entreprise compania enterprise employer corp agency institution institute sociedad "
     "raisonsociale arbeitgeber razonsocial ditta compagnie bedrijf bedrijfsnaam razaosocial "
     "ragionesociale spolka przedsiebiorstwo foretag virksomhed bolag yritys sirket ceg "
     "nombrecomercial firmenname nomeazienda organizacion organizzazione organisatie pharmacy "
     "apotheke apotheek apteka pharmacie farmacia brokerage reederei rederi naviera shipyard "
     "laboratory laboratorio laboratoire charity ngo nonprofit spedition forwarder speditionsfirma "
     "transporteur vervoerder przewoznik spediteur contractor subcontractor operatorfirma werkstatt "
     "bakery brewery winery winzer university universitaet universite universidad universita "
     "hochschule utility broadcaster labs shipowner consultancy lawfirm kanzlei cabinet steuerberater "
     "versicherung versicherer assurance assurances assicurazione seguradora verzekering "
     "ubezpieczyciel autohaus concessionnaire concesionario concessionaria garage officina taller "
     "atelier warsztat legalentity"},
    {"supplier fabricator",
     "manufacturer hersteller fabricante mfgr mfg mfr fabrikant producent producer fabricant produttore "
     "maker"},
    {"supplier",
     "vendor lieferant fournisseur proveedor fornitore merchant seller distributor publisher verlag "
     "editorial editeur carrier shipper insurer sponsor bank partner reseller retailer wholesaler "
     "payer leverancier dostawca fornecedor leverantor leverandor toimittaja tedarikci dodavatel vnd "
     "vndr vend supp krankenkasse aseguradora verzekeraar assureur charterer"},
    {"department",
     "faculty facultad fakultaet faculte facolta dept abteilung departement departamento dname team "
     "division dipartimento dep reparto afdeling dzial avdeling avdelning osasto oddzial dipartimenti "
     "sachgebiet referat dezernat buero oficina"},
    {"industry",
     "sector branche industria secteur vertical branza bransch bransje bedrijfstak ramo settore setor"},
    {"vat",
     "partitaiva cnpj mwst taxvat ustid umsatzsteuer tva iva ustidnr siret siren registernumber vatnumber "
     "ein nif rfc piva taxid taxnumber steuernummer mwstnr nip regon kvk kvknummer btw btwnummer orgnr "
     "organisationsnummer organisasjonsnummer cvr nipc abn gst gstin ustidnummer umsatzsteuerid vatin"},
};

}  // namespace

DictionaryPart words_of_places() { return {std::begin(kEntries), std::end(kEntries)}; }

}  // namespace datagen::core
