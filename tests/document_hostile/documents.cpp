#include "documents.hpp"

#include <string>
#include <utility>

namespace hostile {

namespace {

std::string number(std::size_t i) { return std::to_string(i); }

/// `head`, then parts with commas between until the text has about so many bytes, then `tail`.
template <class Part>
std::string filled(std::size_t bytes, std::string head, Part const& part, std::string_view tail) {
    for (std::size_t i = 0; head.size() + tail.size() < bytes; ++i) {
        if (i != 0) head += ',';
        head += part(i);
    }
    return head += tail;
}

std::string jq(std::size_t i, std::string_view filter, std::string_view more = {}) {
    return R"json({"id":"s)json" + number(i) + R"json(","action":"transform(jq)","with":{"filter":")json"
         + std::string(filter) + "\"}" + std::string(more) + "}";
}
std::string wide_object(std::size_t members) {
    std::string text = R"json({"type":"object","properties":{)json";
    for (std::size_t i = 0; i < members; ++i)
        text += (i == 0 ? "\"m" : ",\"m") + number(i) + R"json(":{"type":"integer"})json";
    return text + "}}";
}

constexpr std::string_view open_query = R"json({"query":"q","input":{"type":"object"},"prepare":[)json";
std::string query() { return std::string(open_query); }

std::string many_steps(std::size_t bytes) {
    return filled(bytes, query(), [](std::size_t i) { return jq(i, "."); }, "]}");
}
std::string growing_steps(std::size_t bytes) {
    return filled(bytes, query(), [](std::size_t i) { return jq(i, "{a: ., b: [.]}"); }, "]}");
}
/// Each of several fixes is tried on what is dear to judge.
std::string fixes_of_growing_steps(std::size_t bytes) {
    return filled(
        bytes, query(),
        [](std::size_t i) {
            return jq(i, "{a: ., b: [.]}", i < 8 ? R"json(,"descripton":"x")json" : std::string_view());
        },
        "]}");
}
std::string object_steps(std::size_t bytes) {
    return filled(bytes, query(), [](std::size_t i) { return jq(i, ". + {x" + number(i) + ": 1}"); }, "]}");
}
std::string wide_handed_on(std::size_t bytes) {
    return filled(
        bytes, R"json({"query":"q","input":)json" + wide_object(bytes / 200) + R"json(,"prepare":[)json",
        [](std::size_t i) { return jq(i, "."); }, "]}");
}
std::string wide_wrapped(std::size_t bytes) {
    return filled(
        bytes, R"json({"query":"q","input":)json" + wide_object(bytes / 60) + R"json(,"prepare":[)json",
        [](std::size_t i) {
            return jq(i, ".", R"json(,"from":{"a)json" + number(i) + R"json(":"input"})json");
        },
        "]}");
}
std::string wide_compared(std::size_t bytes) {
    std::string const contract = R"json({"$ref":"#/contracts/wide"})json";
    return filled(
        bytes,
        R"json({"query":"q","contracts":{"wide":)json" + wide_object(bytes / 60) + R"json(},"input":)json"
            + contract + R"json(,"prepare":[)json",
        [&](std::size_t i) {
            return R"json({"id":"s)json" + number(i)
                 + R"json(","action":"validate(schema)","with":{"schema":)json" + contract + "}}";
        },
        "]}");
}
std::string doubled(std::size_t bytes) {
    return filled(
        bytes, query() + jq(0, ".") + ',',
        [](std::size_t i) {
            std::string const before = "\"s" + number(i) + '"';
            return jq(i + 1, ".", R"json(,"from":{"a":)json" + before + R"json(,"b":)json" + before + "}");
        },
        "]}");
}
std::string nested_decide(std::size_t bytes) {
    return filled(
        bytes, query(),
        [](std::size_t i) {
            std::string text = jq(i, ".");
            for (int depth = 0; depth < 12; ++depth)
                text = R"json({"id":"s)json" + number(i) + R"json(","decide":[{"when":".x","prepare":[)json"
                     + text + R"json(]},{"otherwise":true,"prepare":[)json" + jq(0, "1") + "]}]}";
            return text;
        },
        "]}");
}
std::string nested_all(std::size_t bytes) {
    return filled(
        bytes, query(),
        [](std::size_t i) {
            std::string text = jq(i * 30, ".");
            for (std::size_t depth = 1; depth < 25; ++depth)
                text = R"json({"id":"s)json" + number(i * 30 + depth) + R"json(","all":[)json" + text + "]}";
            return text;
        },
        "]}");
}
std::string wide_all(std::size_t bytes) {
    return filled(
        bytes, query() + R"json({"id":"a","all":[)json", [](std::size_t i) { return jq(i, "[.]"); }, "]}]}");
}
std::string wide_decide(std::size_t bytes) {
    return filled(
        bytes, query() + R"json({"id":"a","decide":[)json",
        [](std::size_t i) {
            return R"json({"when":".a)json" + number(i) + R"json(","prepare":[)json"
                 + jq(i, "{a" + number(i) + ": 1}") + "]}";
        },
        "]}]}");
}
std::string unknown_members(std::size_t bytes) {
    return filled(
        bytes, R"json({"query":"q","prepare":[{"id":"a","action":"transform(jq)","with":{"filter":"."},)json",
        [](std::size_t i) { return "\"descriptio" + number(i) + "\":1"; }, "}]}");
}
std::string unknown_actions(std::size_t bytes) {
    return filled(
        bytes, query(),
        [](std::size_t i) {
            return R"json({"id":"s)json" + number(i) + R"json(","action":"transform(jqq)"})json";
        },
        "]}");
}
std::string long_names(std::size_t bytes) {
    return filled(
        bytes, query(),
        [](std::size_t i) {
            return R"json({"id":"s)json" + number(i) + R"json(","action":"transform()json"
                 + std::string(128, 'a') + R"json()"})json";
        },
        "]}");
}
/// Ids that are alike, and references to what is nearly like them.
std::string misspelt_references(std::size_t bytes) {
    std::string const stem(100, 'a');
    return filled(
        bytes, query(),
        [&](std::size_t i) {
            return R"json({"id":")json" + stem + number(i)
                 + R"json(","action":"transform(jq)","with":{"filter":"."},"from":")json" + stem + "x"
                 + number(i) + "\"}";
        },
        "]}");
}
std::string misspelt_filters(std::size_t bytes) {
    return filled(
        bytes, R"json({"query":"q","input":)json" + wide_object(bytes / 60) + R"json(,"prepare":[)json",
        [](std::size_t i) { return jq(i, ".mm" + number(i), R"json(,"from":"input")json"); }, "]}");
}
std::string misspelt_keys(std::size_t bytes) {
    return filled(
        bytes, query(),
        [](std::size_t i) {
            return R"json({"id":"s)json" + number(i)
                 + R"json(","action":"persist(order)","protection":{"keyed":"sx)json" + number(i)
                 + R"json(/id"}})json";
        },
        "]}");
}
std::string long_pointers(std::size_t bytes) {
    std::string text = query();
    std::string tail = "]}";
    std::string const id(128, 'i');
    for (int depth = 0; depth < 14; ++depth) {
        text += R"json({"id":")json" + id + R"json(","all":[)json";
        tail = "]}" + tail;
    }
    return filled(bytes, std::move(text), [](std::size_t i) { return "{\"x" + number(i) + "\":1}"; }, tail);
}
std::string long_member_names(std::size_t bytes) {
    std::string const name(bytes / 200, 'n');
    return filled(
        bytes, R"json({"query":"q","prepare":[],")json" + name + R"json(":{},)json",
        [&](std::size_t i) { return '"' + name + number(i) + "\":[]"; }, "}");
}
std::string long_filter(std::size_t bytes) {
    std::string filter = ".";
    while (filter.size() + 100 < bytes)
        filter += " + .a";
    return query() + jq(0, filter) + "]}";
}
std::string long_pipe(std::size_t bytes) {
    std::string filter = ".";
    while (filter.size() + 100 < bytes)
        filter += "|{a:.}";
    return query() + jq(0, filter) + "]}";
}
/// Many filters that are as long as a filter may well be.
std::string filters_of_length(std::size_t bytes) {
    std::string filter = ".";
    for (int i = 0; i < 800; ++i)
        filter += "|{a:.b}";
    return filled(bytes, query(), [&](std::size_t i) { return jq(i, filter); }, "]}");
}
std::string branching_filters(std::size_t bytes) {
    std::string filter = ".";
    for (int i = 0; i < 200; ++i)
        filter += "|if .a then {a:.b} else [.c] end";
    return filled(
        bytes, query(), [&](std::size_t i) { return jq(i, filter, R"json(,"from":"input")json"); }, "]}");
}
std::string mutual_references(std::size_t bytes) {
    return filled(
               bytes - bytes / 4, R"json({"query":"q","contracts":{)json",
               [](std::size_t i) {
                   return "\"c" + number(i)
                        + R"json(":{"type":"object","properties":{"a":{"$ref":"#/contracts/c)json"
                        + number(i / 2) + R"json("},"b":{"$ref":"#/contracts/c)json" + number(i - i % 7)
                        + R"json("}}})json";
               },
               "}")
         + filled(
               bytes / 4, R"json(,"prepare":[)json",
               [](std::size_t i) {
                   return R"json({"id":"s)json" + number(i)
                        + R"json(","action":"validate(schema)","with":{"schema":{"$ref":"#/contracts/c)json"
                        + number(i) + R"json("}}})json";
               },
               "]}");
}
std::string chained_references(std::size_t bytes) {
    return filled(
        bytes,
        R"json({"query":"q","input":{"$ref":"#/contracts/c0"},"prepare":[)json" + jq(0, ".a.a.a.a")
            + R"json(],"contracts":{)json",
        [](std::size_t i) {
            return "\"c" + number(i) + R"json(":{"properties":{"a":{"$ref":"#/contracts/c)json"
                 + number(i + 1) + R"json("}}})json";
        },
        R"json(,"c":{}}})json");
}
/// Every step refers to what refers to all.
std::string contracts_that_come_along(std::size_t bytes) {
    std::string const contracts = filled(
        bytes / 2, R"json({"query":"q","input":true,"contracts":{"all":{"anyOf":[)json",
        [](std::size_t i) { return R"json({"$ref":"#/contracts/c)json" + number(i) + "\"}"; }, "]}");
    std::size_t const count = bytes / 2 / 30;
    std::string text = contracts;
    for (std::size_t i = 0; i < count; ++i)
        text += ",\"c" + number(i) + "\":{\"minimum\":1}";
    return filled(
        bytes * 3 / 2, text + R"json(},"prepare":[)json",
        [](std::size_t i) {
            return R"json({"id":"s)json" + number(i)
                 + R"json(","action":"validate(schema)","from":"input","with":{"schema":{"$ref":"#/contracts/all","title":"x"}}})json";
        },
        "]}");
}
std::string wide_unions(std::size_t bytes) {
    return filled(
        bytes,
        R"json({"query":"q","prepare":[)json" + jq(0, ".a") + ',' + jq(1, "[.[]?]")
            + R"json(],"input":{"anyOf":[)json",
        [](std::size_t i) {
            return R"json({"type":"object","properties":{"a":{"const":)json" + number(i)
                 + R"json(}},"required":["a"]})json";
        },
        "]}}");
}
std::string many_patterns(std::size_t bytes) {
    return filled(
        bytes, query(),
        [](std::size_t i) {
            return R"json({"id":"s)json" + number(i)
                 + R"json(","pattern":"transform_and_validate@1","with":{"filter":".","schema":true}})json";
        },
        "]}");
}
std::string nested_patterns(std::size_t bytes) {
    return filled(
        bytes, query(),
        [](std::size_t i) {
            std::string text = jq(0, "1");
            for (int depth = 0; depth < 9; ++depth)
                text = R"json({"id":"s)json" + number(i)
                     + R"json(","pattern":"decide@1","with":{"when":".","then":[)json" + text
                     + R"json(],"otherwise":[)json" + jq(1, "2") + "]}}";
            return text;
        },
        "]}");
}
std::string huge_string(std::size_t bytes) {
    return R"json({"query":"q","description":")json" + std::string(bytes, 'x') + R"json(","prepare":[)json"
         + jq(0, ".") + "]}";
}
std::string huge_id(std::size_t bytes) {
    return query() + R"json({"id":")json" + std::string(bytes, 'x')
         + R"json(","action":"transform(jq)"}]})json";
}
std::string huge_escapes(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += "\\u0000\\ud83d\\ude00\\n";
    return R"json({"query":")json" + text + R"json(","description":")json" + "\",\"" + text
         + R"json(":1,"prepare":[]})json";
}
std::string nulls(std::size_t bytes) {
    std::string text = "0";
    while (text.size() < bytes)
        text += ",0";
    return text;
}
std::string arrays_of_nothing(std::size_t bytes) {
    return R"json({"query":"q","prepare":[)json" + nulls(bytes) + "]}";
}
std::string arrays_for_objects(std::size_t bytes) {
    std::string const many = nulls(bytes / 4);
    return R"json({"query":"q","input":[)json" + many + R"json(],"contracts":[)json" + many
         + R"json(],"mixins":[)json" + many
         + R"json(],"prepare":[{"id":"a","action":"transform(jq)","with":[)json" + many + "]}]}";
}
std::string enumerations(std::size_t bytes) {
    return filled(
        bytes,
        R"json({"query":"q","prepare":[)json" + jq(0, ".")
            + R"json(],"outcome":{"type":"string"},"input":{"enum":[)json",
        [](std::size_t i) { return "\"e" + number(i) + '"'; }, "]}}");
}
std::string required_names(std::size_t bytes) {
    return filled(
        bytes,
        R"json({"query":"q","prepare":[)json" + jq(0, ".")
            + R"json(],"input":{"type":"object","required":[)json",
        [](std::size_t i) { return "\"r" + number(i) + '"'; }, "]}}");
}
std::string mixins_of_many(std::size_t bytes) {
    std::string const text = filled(bytes / 2, query(), [](std::size_t i) { return jq(i, "."); }, "]");
    return filled(
        bytes, text + R"json(,"mixins":[{"mixin":"retry","on":[)json",
        [](std::size_t i) { return "\"s" + number(i) + '"'; }, "]}]}");
}
std::string many_mixins(std::size_t bytes) {
    return filled(
        bytes, query() + jq(0, ".") + R"json(],"mixins":[)json",
        [](std::size_t) { return std::string(R"json({"mixin":"retry","on":["s0"]})json"); }, "]}");
}
std::string many_assertions(std::size_t bytes) {
    return filled(
        bytes, query() + R"json({"id":"a","action":"validate(assert)","with":{"assert":[)json",
        [](std::size_t i) {
            return R"json({"that":".x)json" + number(i) + R"json( == 1","message":"m"})json";
        },
        "]}}]}");
}
std::string pattern_keywords(std::size_t bytes) {
    return filled(
        bytes,
        R"json({"query":"q","prepare":[)json" + jq(0, ".a")
            + R"json(],"input":{"type":"object","patternProperties":{)json",
        [](std::size_t i) { return "\"^(a|b)*x{1," + number(i % 50 + 1) + "}" + number(i) + "$\":{}"; },
        "}}}");
}
std::string aliases(std::size_t bytes) {
    std::string text = "a0: &a0 [0,0,0,0,0,0,0,0,0,0]\n";
    for (std::size_t i = 1; text.size() < bytes; ++i) {
        text += "a" + number(i) + ": &a" + number(i) + " [";
        for (int k = 0; k < 10; ++k)
            text += (k == 0 ? "*a" : ",*a") + number(i - 1);
        text += "]\n";
    }
    return text;
}
std::string alias_of_text(std::size_t bytes) {
    std::string text = "a: &a \"" + std::string(bytes / 2, 'x') + "\"\nb: [";
    while (text.size() < bytes)
        text += "*a,";
    return text + "*a]\n";
}
std::string yaml_brackets(std::size_t bytes) { return std::string(bytes, '['); }
std::string yaml_dashes(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += "- ";
    return text;
}
std::string yaml_keys(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += "? ";
    return text;
}
std::string yaml_members(std::size_t bytes) {
    std::string text = "query: q\n";
    for (std::size_t i = 0; text.size() < bytes; ++i)
        text += "k" + number(i) + ": 1\n";
    return text;
}
std::string yaml_anchors(std::size_t bytes) {
    std::string text = "query: q\nprepare:\n";
    for (std::size_t i = 0; text.size() < bytes; ++i)
        text += "- &k" + number(i) + " x\n";
    return text;
}
std::string yaml_flow(std::size_t bytes) {
    std::string text = "{";
    while (text.size() < bytes)
        text += "{a: b}: ";
    return text;
}

} // namespace

std::vector<family> const& families() {
    static std::vector<family> const all{
        {"many steps", many_steps},
        {"steps that wrap", growing_steps},
        {"steps that wrap with fixes to try", fixes_of_growing_steps},
        {"steps that add a member", object_steps},
        {"wide contract handed on", wide_handed_on},
        {"wide contract in from objects", wide_wrapped},
        {"wide contract compared", wide_compared},
        {"from objects that double", doubled},
        {"decide in decide", nested_decide},
        {"all in all", nested_all},
        {"wide all", wide_all},
        {"wide decide", wide_decide},
        {"unknown members", unknown_members},
        {"unknown actions", unknown_actions},
        {"unknown actions of long names", long_names},
        {"misspelt references", misspelt_references},
        {"misspelt members in filters", misspelt_filters},
        {"misspelt keys", misspelt_keys},
        {"findings at long pointers", long_pointers},
        {"long member names", long_member_names},
        {"long filter", long_filter},
        {"long pipe", long_pipe},
        {"many long filters", filters_of_length},
        {"many branching filters", branching_filters},
        {"contracts that refer to each other", mutual_references},
        {"contracts that come along", contracts_that_come_along},
        {"contracts in a chain", chained_references},
        {"wide union", wide_unions},
        {"many patterns", many_patterns},
        {"patterns in patterns", nested_patterns},
        {"huge string", huge_string},
        {"huge id", huge_id},
        {"huge escapes", huge_escapes},
        {"numbers for steps", arrays_of_nothing},
        {"arrays for objects", arrays_for_objects},
        {"enumeration", enumerations},
        {"required names", required_names},
        {"mixin on all steps", mixins_of_many},
        {"many mixins on a step", many_mixins},
        {"many assertions", many_assertions},
        {"regular expressions", pattern_keywords},
        {"aliases of aliases", aliases, true},
        {"aliases of a long text", alias_of_text, true},
        {"brackets in YAML", yaml_brackets, true},
        {"dashes in YAML", yaml_dashes, true},
        {"question marks in YAML", yaml_keys, true},
        {"members in YAML", yaml_members, true},
        {"anchors in YAML", yaml_anchors, true},
        {"keys that are maps in YAML", yaml_flow, true},
    };
    return all;
}

} // namespace hostile
