#include "cases.hpp"

using namespace containment_tests;

TEST_CASE("lengths of strings") {
    check_all({
        {R"({"type": "string", "minLength": 3})", R"({"type": "string", "minLength": 2})", relation::within},
        {R"({"type": "string", "maxLength": 0})", R"({"const": ""})", relation::equal},
        {R"({"type": "string", "minLength": 3, "maxLength": 2})", "false", relation::equal},
        {R"({"enum": ["ab", "cd"]})", R"({"type": "string", "minLength": 2, "maxLength": 2})",
         relation::within},
        {R"({"type": "string", "minLength": 1})", R"({"type": "string", "not": {"const": ""}})",
         relation::equal},
        {"{\"const\": \"\xF0\x9F\x98\x80\"}", R"({"type": "string", "maxLength": 1})", relation::within},
        {R"({"type": "string", "maxLength": 3})", R"({"type": "string", "minLength": 3})", relation::overlap},
        {R"({"minLength": 3})", R"({"anyOf": [{"minLength": 3}, {"type": "number"}]})", relation::equal},
    });
}

TEST_CASE("patterns") {
    check_all({
        {R"({"type": "string", "pattern": "^a+$"})", R"({"type": "string", "pattern": "^a*$"})",
         relation::within},
        {R"({"type": "string", "pattern": "^ab"})", R"({"type": "string", "pattern": "^a"})",
         relation::within},
        {R"({"type": "string", "pattern": "^[ab]$"})", R"({"enum": ["a", "b"]})", relation::equal},
        {R"({"type": "string", "pattern": "^a{2,3}$"})",
         R"({"type": "string", "minLength": 2, "maxLength": 3})", relation::within},
        {R"({"type": "string", "pattern": "^.{2}$", "maxLength": 1})", "false", relation::equal},
        {R"({"type": "string", "allOf": [{"pattern": "^a"}, {"pattern": "b$"}, {"maxLength": 2}]})",
         R"({"const": "ab"})", relation::equal},
        {R"({"type": "string", "pattern": ""})", R"({"type": "string"})", relation::equal},
        {R"({"type": "string", "pattern": "a|b"})", R"({"anyOf": [{"pattern": "a"}, {"pattern": "b"}]})",
         relation::within},
        {R"({"type": "string", "pattern": "^[0-9]+$"})", R"({"type": "string", "pattern": "^[0-9a-f]+$"})",
         relation::within},
        {R"({"type": "string", "pattern": "^a", "not": {"pattern": "^ab"}})",
         R"j({"type": "string", "pattern": "^a([^b]|$)"})j", relation::equal},
        {R"({"type": "string", "pattern": "^a$", "not": {"const": "a"}})", "false", relation::equal},
        {R"({"type": "string", "pattern": "^[ab]$", "not": {"enum": ["a", "c"]}})", R"({"const": "b"})",
         relation::equal},
        {R"({"type": "string", "pattern": "x"})", R"({"type": "string", "pattern": "y"})", relation::overlap},
    });
}

TEST_CASE("a pattern that is not regular is left undecided, unless it does not matter") {
    std::string_view const referring = R"({"type": "string", "pattern": "^(a|b)\\1$"})";
    CHECK(compared(referring, R"({"type": "string", "minLength": 1})").reason
          == ag::containment::undecided_reason::pattern);
    CHECK(compared(referring, R"({"type": "string"})").result == answer::compatible);
    CHECK(compared(referring, referring).result == answer::compatible);
    CHECK(compared(R"({"const": 1})", referring).result == answer::incompatible);
}

TEST_CASE("formats are annotations") {
    check_all({{R"({"type": "string", "format": "email"})", R"({"type": "string"})", relation::equal}});
}
