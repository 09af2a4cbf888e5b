// src/core/infer/words_of_trade.cpp -- the words of many languages for money and trade
#include "core/infer/word_dictionary.hpp"

#include <iterator>

namespace datagen::core {
namespace {

constexpr DictionaryEntry kEntries[] = {
    // money
    {"amount grandsum",
     "total subtotal totale totaal gesamt gesamtbetrag gesamtpreis endbetrag sum summe suma grandtotal ttc "
     "razem"},
    {"amount",
     "bedrag valore ammontare amt betrag montant importe importo valor monto fee charge revenue "
     "payment paid budget expense gebuehr freight mrr arr gmv bonus commission comm deposit refund "
     "proceed turnover umsatz impuesto taxe frais earning profit spend premium donation tip toll "
     "penalty copay payout kwota wartosc belopp beloeb belop summa deductible outstanding "
     "factuurbedrag valeur tutar osszeg proceeds payable receivable nettobetrag bruttobetrag "
     "imponibile imponible beitrag cuota cotisation contribution contributo prima praemie premie "
     "selbstbehalt selbstbeteiligung eigenrisico franquicia franchigia kaution fianza cauzione caucao "
     "kaucja indemnizacion indemnite indennizzo entschaedigung schadevergoeding kontingent "
     "mitgliedsbeitrag avgift honorarios honoraires onorario honorar geld gastos depenses uitgaven "
     "despesas wydatki einnahmen ingresos entrate recettes spesen contribuicao mensualite mensualidad "
     "installment instalment mensualita rata raty cuotas parcela aflossing advance anticipo acompte "
     "anzahlung aconto vorschuss surcharge zuschlag levy duty zoll gratuity abschlag akontozahlung"},
    {"fine", "fines multa multe geldbusse bussgeld strafgeld amende boete kara grzywna sanzione"},
    {"net", "net gross netto brutto neto bruto brut liquido"},
    {"price",
     "preis prix precio prezzo cost kosten cout coste tarif fare airfare preco costo tariff msrp "
     "unitprice listprice einzelpreis prx rent prijs cena pris prc hinta fiyat stueckpreis stukprijs "
     "verkaufspreis einkaufspreis stkpreis pvp aluguel alquiler loyer miete affitto huur czynsz hyra "
     "leie preisproeinheit stundensatz tagessatz honorarsatz kaltmiete warmmiete nettomiete mietpreis"},
    {"balance", "saldo solde guthaben bal kontostand acctbal restbetrag saldos"},
    {"salary",
     "sal wage gehalt lohn salaire sueldo salario stipendio remuneration compensation nomina salaris pensja "
     "wynagrodzenie ordenado loen mzda maas palkka fizetes bruttogehalt retribuzione payrate salaries "
     "vencimentos monatsgehalt"},
    {"currency",
     "curr waehrung devise moneda divisa valuta ccy moeda monnaie waluta valuutta munt currencycode "
     "parabirimi valutacode moneta"},
    {"iban", "accountiban ibannummer ibannr"},
    {"bic", "swift swiftcode biccode bankleitzahl blz ifsc ifsccode sortcode"},
    {"account",
     "acct konto compte cuenta conto kontonummer acc rekening rekeningnummer rachunek acnt nrkonta "
     "kontonr conta rekeningnr konta bnkact bankacct bankacc ac"},
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
     "humidity luftfeuchtigkeit humidite pct percentage prozent pourcentage porcentaje percentuale "
     "ratio share anteil fraction saturation occupancy efficiency oee abv yieldpct saettigung "
     "auslastung apy ltv dti roi ctr gpm taeg tae effektivzins humedad umidita wilgotnosc vochtigheid"},
    // commerce
    {"product",
     "artigo prod produkt produit producto prodotto item article artikel articulo merchandise goods "
     "produto articolo towar tuote produkty urun producten medication medicine drug artigos prodotti "
     "articoli termek itm prd produktu tuotteet towaru towary materiale materialbezeichnung"},
    {"sku",
     "stockkeepingunit artikelnummer partnumber partno itemnumber productnumber articleno artnr artno "
     "artikelnr artikelnumber kodproduktu codigoproducto codeproduit codicearticolo refproduct "
     "materialnumber mpn"},
    {"barcode",
     "ean ean13 upc gtin gtin13 strichcode codigobarras codebarres kodkreskowy strekkode streckkod ean8 "
     "barras barre"},
    {"quantity each", "unit einheit unite unidad unita eenheid jednostka masseinheit mengeneinheit"},
    {"quantity",
     "quantidade stueckzahl aantal qty menge cantidad quantite stock inventory bestand units "
     "lagerbestand quantita existencias onhand reorder hoeveelheid ilosc antal antall voorraad zapas "
     "maara miktar adet mnozstvi scorte giacenza stockqty qta cantidades qte estoque pezzi piezas "
     "pieces stueck pcs stk bestandsmenge qtyoh lagersaldo uom_ volume volumen volumina rauminhalt "
     "kubatura ausbeute ertrag dosis pezzo"},
    {"category",
     "kategorie categorie categoria cat warengruppe kategoria kategori productgroep rubriek rubro "
     "rubrica warengr productgroup artikelgruppe menusection"},
    {"brand", "marke marque marca merk marka maerke merke varumarke"},
    {"order",
     "bestell encomenda bestellung commande pedido ordine auftrag ord purchase bestelling "
     "bestellingen zamowienie zamowienia siparis tilaus rendeles bestilling ordre pedidos commandes "
     "ordini bestellungen auftraege encomendas po"},
    {"order number", "ponumber pono ponum bestellnr auftragsnr ordernr bestelnr orderno ordernum"},
    {"case", "dossier expediente aktenvorgang verfahren zaak sprawa processo pratica"},
    {"invoice",
     "rechnung facture factura fattura bill fatura factuur faktura faktury fatture factures rechnungen "
     "facturas lasku"},
    {"tracking", "sendungsnummer seguimiento suivi trackingnumber waybill awb consignment"},
    {"rating",
     "bewertung star etoile calificacion sterne valoracion nps ocena beoordeling avaliacao valutazione "
     "puntaje bewertungen waardering"},
    {"paid",
     "bezahlt paye payee pagado pagada pagato pagata pago betaald zaplacono zaplacony betald betalt maksettu "
     "odendi"},
    {"daily", "diaria diario taeglich quotidien giornaliero dzienny dagelijks"},
    {"ticket",
     "biglietto biglietti billete billetes billet billets bilhete bilet fahrkarte fahrschein eintrittskarte"},
    {"genre", "genere gatunek"},
    {"method", "metodo forma modo methode sposob metode"},
    {"hourly", "stuendlich horaire orario"},
};

}  // namespace

DictionaryPart words_of_trade() { return {std::begin(kEntries), std::end(kEntries)}; }

}  // namespace datagen::core
