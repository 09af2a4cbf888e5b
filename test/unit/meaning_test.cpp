// test/unit/meaning_test.cpp -- what columns mean: words of names, rules, neighbours, and a labelled set of schemas
#include "core/infer/meaning.hpp"
#include "core/infer/column_words.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace datagen::core {
namespace {

std::string words(const char* name) {
  std::string text;
  for (const std::string& word : words_of(name).words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string meaning(const std::string& relation, const NamedColumn& column) {
  return infer_meanings(relation, std::vector<NamedColumn>{column}).at(0).semantic_class;
}

TEST(ColumnWords, cuts_at_signs_and_capitals_and_translates) {
  EXPECT_EQ(words("shipPostalCode"), "ship postal code");
  EXPECT_EQ(words("SHIP_ZIP"), "ship postal code");
  EXPECT_EQ(words("HTTPStatus"), "http status");
  EXPECT_EQ(words("Straße"), "street");
  EXPECT_EQ(words("téléphone"), "phone");
  EXPECT_EQ(words("hiredate"), "start");
  EXPECT_EQ(words(""), "");
  EXPECT_EQ(words("___"), "");
}

TEST(ColumnWords, takes_names_of_any_bytes) {
  EXPECT_EQ(words("\xff\xfe"), "");
  EXPECT_EQ(words("\xc3"), "");
}

TEST(Meaning, goes_by_type_before_name) {
  EXPECT_EQ(meaning("user", {"email", 'T', -1, false, ""}), "internet.email");
  EXPECT_EQ(meaning("user", {"email_verified", 'B', -1, false, ""}), "generic.flag");
  EXPECT_EQ(meaning("user", {"email_verified_at", 'S', -1, false, ""}), "time.event");
  EXPECT_EQ(meaning("orders", {"customer_id", 'I', -1, true, ""}), "generic.row_id");
}

TEST(Meaning, heeds_the_relation) {
  EXPECT_EQ(meaning("products", {"name", 'T', -1, false, ""}), "commerce.product_name");
  EXPECT_EQ(meaning("patients", {"name", 'T', -1, false, ""}), "person.full_name");
  EXPECT_EQ(meaning("suppliers", {"name", 'T', -1, false, ""}), "company.name");
  EXPECT_EQ(meaning("widgets", {"name", 'T', -1, false, ""}), "generic.name");
}

TEST(Meaning, heeds_the_neighbours) {
  const auto both = infer_meanings("clients", {{"prenom"}, {"nom"}});
  EXPECT_EQ(both.at(1).semantic_class, "person.last_name");
}

TEST(Meaning, tells_entities_of_a_row_apart) {
  const auto columns = infer_meanings("orders", {{"ship_city"}, {"ship_zip"}, {"billing_city"}, {"city"}});
  EXPECT_EQ(columns.at(0).entity, columns.at(1).entity);
  EXPECT_NE(columns.at(0).entity, columns.at(2).entity);
  EXPECT_NE(columns.at(0).entity, columns.at(3).entity);
}

TEST(Meaning, is_not_sure_of_what_says_nothing) {
  EXPECT_LT(infer_meanings("t", {{"q1", 'I'}}).at(0).confidence, 0.4);
  EXPECT_LT(infer_meanings("t", {{"a", 'T'}}).at(0).confidence, 0.4);
}

char kind_of(const std::string& type) {
  static const std::map<std::string, char> kKinds = {
      {"varchar", 'T'},  {"char", 'T'},   {"text", 'T'},      {"integer", 'I'},
      {"smallint", 'I'}, {"bigint", 'I'}, {"numeric", 'N'},   {"double precision", 'F'},
      {"boolean", 'B'},  {"date", 'D'},   {"timestamp", 'S'}, {"timestamptz", 'S'},
      {"time", 'H'},     {"inet", 'X'},   {"macaddr", 'M'},   {"jsonb", 'J'},
      {"uuid", 'U'},     {"bytea", 'Y'}};
  return kKinds.at(type.substr(0, type.find('(')));
}

/// Invented schemas of many trades in four languages, labelled by hand.
TEST(Meaning, is_right_about_labelled_schemas) {
  std::ifstream file(DATAGEN_TEST_DATA "/infer/columns.tsv");
  ASSERT_TRUE(file.good());
  std::string line;
  std::getline(file, line);
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<NamedColumn, std::string>>> relations;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string schema, relation, name, type, label;
    for (std::string* field : {&schema, &relation, &name, &type, &label}) std::getline(fields, *field, '\t');
    NamedColumn column;
    column.name = name;
    column.type_kind = kind_of(type);
    if (const size_t open = type.find('('); open != std::string::npos)
      column.max_length = std::stoi(type.substr(open + 1));
    relations[{schema, relation}].emplace_back(column, label);
  }
  const auto group = [](const std::string& name) { return name.substr(0, name.find('.')); };
  double right = 0, right_group = 0, all = 0, personal = 0, rightly_personal = 0;
  for (const auto& [key, labelled] : relations) {
    std::vector<NamedColumn> columns;
    for (const auto& [column, label] : labelled) columns.push_back(column);
    const auto meanings = infer_meanings(key.second, columns);
    for (size_t i = 0; i < labelled.size(); ++i) {
      const std::string& found = meanings[i].semantic_class;
      const std::string& label = labelled[i].second;
      const auto is_personal = [&](const std::string& name) {
        return group(name) == "person" || name == "internet.email" || name == "phone.number";
      };
      ++all;
      right += found == label;
      right_group += group(found) == group(label);
      personal += is_personal(found);
      rightly_personal += is_personal(found) && is_personal(label);
    }
  }
  EXPECT_GT(all, 400);
  EXPECT_GE(right / all, 0.97);
  EXPECT_GE(right_group / all, 0.98);
  EXPECT_GE(rightly_personal / personal, 0.98);
}

}  // namespace
}  // namespace datagen::core
