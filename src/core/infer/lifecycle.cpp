// src/core/infer/lifecycle.cpp -- the words for stages, in several languages
#include "core/infer/lifecycle.hpp"

#include "core/base/contains.hpp"
#include "core/infer/column_words.hpp"

#include <algorithm>
#include <map>

namespace datagen::core {
namespace {

struct StageWords {
  Stage stage;
  const char* words;
};

constexpr StageWords kStages[] = {
    {{0, {}},
     "new draft pending open opened created queued todo backlog waiting awaiting unpaid unread unseen "
     "initiated requested available registered planned incoming neu offen entwurf angelegt verfuegbar "
     "ungelesen pendiente nuevo abierto disponible brouillon nouveau ouvert nuovo aperto disponibile novo"},
    {{1, {}}, "ordered order placed bestellt bestell commande commandee pedido ordine"},
    {{5, {}}, "submitted applied eingereicht"},
    {{8, {}}, "scheduled booked reserved gebucht reserviert geplant reservado"},
    {{10, {}},
     "confirmed accepted approved verified acknowledged authorized authorised confirmation approval "
     "verification bestaetigt genehmigt confirmado aprobado confirme confirmee approuve confermato"},
    {{12, {}}, "assigned triaged zugewiesen"},
    {{15, {}},
     "invoiced billed issued invoice billing issue rechnung rechnungs ausgestellt factura facturado facture "
     "fattura emitido emis emesso"},
    {{16, {}}, "overdue delinquent ueberfaellig vencido impaye scaduto"},
    {{20, {}},
     "paid captured settled payment bezahlt gezahlt zahlung pagado pago paye payee paiement pagato"},
    {{22, {}}, "sold verkauft vendido vendu vendue venduto"},
    {{25, {}},
     "started processing running progress inprogress working active activated aktiv activo actif admitted "
     "admission checkedin boarded aufgenommen aufnahme eingecheckt ingresado ricoverato"},
    {{28, {}}, "published live launched veroeffentlicht publicado publie pubblicato"},
    {{30, {}}, "packed picked prepared fulfilled ready verpackt"},
    {{40, {}},
     "shipped sent dispatched transit ship shipping shipment versandt versendet verschickt enviado expedie "
     "expediee spedito gesendet envoye envoyee inviato"},
    {{50, {}},
     "delivered arrived delivery geliefert zugestellt lieferung entregado livre livree livraison consegnato "
     "liefer"},
    {{52, {}}, "read seen viewed gelesen leido lido letto"},
    {{53, {}}, "clicked geklickt"},
    {{55, {}}, "resolved fixed answered solved geloest"},
    {{60, {}},
     "completed complete finished done succeeded success closed ended abgeschlossen erledigt geschlossen "
     "completado cerrado termine cloture ferme completato chiuso discharged discharge checkedout graduated "
     "entlassen ausgecheckt dimesso"},
    {{1, "cancelled"},
     "cancelled canceled cancel cancellation void voided storniert abgebrochen cancelado annule annulee "
     "annullato"},
    {{5, "rejected"}, "rejected declined denied refused abgelehnt rechazado refuse rifiutato"},
    {{8, "failed"}, "failed failure error errored bounced aborted fehlgeschlagen fallido echoue"},
    {{20, "refunded"}, "refunded refund reimbursed chargeback erstattet reembolsado rembourse rimborsato"},
    {{50, "returned"}, "returned retourniert devuelto retourne"},
    {{8, "expired"}, "expired lapsed abgelaufen caducado"},
    {{8, "missed"}, "noshow missed verpasst"},
    {{8, "suspended"},
     "suspended suspension blocked banned locked lockout paused frozen blacklisted gesperrt bloqueado bloque "
     "suspendido suspendu sospeso bloccato"},
    {{8, "disabled"},
     "disabled deactivated deactivation inactive inaktiv deaktiviert inactivo desactivado inactif desactive "
     "disattivato"},
    {{8, "revoked"}, "revoked revocation rescinded widerrufen revocado revoque revocato"},
    {{25, "left"},
     "left leaving terminated termination resigned resignation quit dismissed dismissal fired retired "
     "retirement departed offboarded offboarding churned unsubscribed expelled separation gekuendigt "
     "kuendigung kuendigungs ausgeschieden ausgetreten austritt austritts demission licencie licenciement "
     "renuncia cese despido dimissioni cessazione licenziato"},
    {{0, "dead"},
     "deceased died dead death verstorben gestorben sterbe todes decede deces fallecido fallecimiento "
     "defuncion deceduto decesso"},
    {{28, "archived"}, "archived archiviert archivado archive"},
    {{8, "deleted"}, "deleted removed trashed geloescht eliminado supprime"},
};

/// Statuses with one of these have not got there yet: awaiting payment, not shipped, partially paid.
constexpr std::string_view kNotYet[] = {"not",     "awaiting", "waiting", "pending", "partially",
                                        "partial", "to",       "un",      "nicht",   "teilweise"};

constexpr std::string_view kFillers[] = {
    "at",  "on", "date", "time", "ts",    "timestamp", "datetime", "is",   "was",
    "has", "dt", "been", "the",  "datum", "fecha",     "am",       "flag", "utc",
    "of",  "tz", "le",   "el",   "zeit",  "zeitpunkt", "day",      "by",   "moment"};

constexpr std::string_view kLimits[] = {"until", "till", "bis", "hasta", "fino"};

const std::map<std::string, Stage, std::less<>>& stages() {
  static const std::map<std::string, Stage, std::less<>> kByWord = [] {
    std::map<std::string, Stage, std::less<>> by_word;
    for (const StageWords& entry : kStages)
      for (const std::string& word : parts_of(entry.words)) by_word.emplace(word, entry.stage);
    return by_word;
  }();
  return kByWord;
}

const Stage* find(const std::string& word) {
  const auto found = stages().find(word);
  return found == stages().end() ? nullptr : &found->second;
}

/// shippeddate, bestelldatum, paidat: what kind of column it is, is written together with the stage.
const Stage* find_before_filler(const std::string& word) {
  if (const Stage* stage = find(word)) return stage;
  for (const std::string_view end : {"datum", "date", "time", "at", "on"})
    if (word.size() > end.size() + 2 && word.compare(word.size() - end.size(), end.size(), end) == 0)
      if (const Stage* stage = find(word.substr(0, word.size() - end.size()))) return stage;
  return nullptr;
}

/// The parts of a name; two that are one word of a stage (checked in, no show) joined.
std::vector<std::string> stage_parts(std::string_view name) {
  std::vector<std::string> joined;
  const std::vector<std::string> parts = parts_of(name);
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool pair = i + 1 < parts.size() && find(parts[i] + parts[i + 1]);
    joined.push_back(pair ? parts[i] + parts[i + 1] : parts[i]);
    if (pair) ++i;
  }
  return joined;
}

}  // namespace

const Stage* stage_of_status(std::string_view status) {
  const Stage* stage = nullptr;
  for (const std::string& part : stage_parts(status)) {
    if (contains(kNotYet, part)) return find("pending");
    if (const Stage* own = find(part)) stage = own;
  }
  return stage;
}

const Stage* stage_of_column(std::string_view name) {
  const Stage* stage = nullptr;
  bool limit = false;
  for (const std::string& part : stage_parts(name)) {
    limit = limit || contains(kLimits, part);
    if (contains(kFillers, part) || contains(kLimits, part)) continue;
    const Stage* own = find_before_filler(part);
    if (!own || stage) return nullptr;
    stage = own;
  }
  // Who is locked until then is locked; what is paid until then may have been paid at any time.
  return limit && stage && !stage->is_exit() ? nullptr : stage;
}

std::string without_fillers(std::string_view name) {
  std::string rest;
  for (const std::string& part : parts_of(name))
    if (!contains(kFillers, part)) rest += (rest.empty() ? "" : " ") + part;
  return rest;
}

bool implies(const Stage* status, const Stage& stage) {
  if (!status) return stage.rank < kFirstEvent && !stage.is_exit();
  if (stage.is_exit()) return status->exit == stage.exit;
  return status->rank >= stage.rank;
}

}  // namespace datagen::core
