#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_GRAMMAR_RULES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_GRAMMAR_RULES_HPP

// Rules of a grammar in GBNF, and those of JSON.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>

namespace action_grammar::document::detail::of_format {

/// A literal of GBNF: the text between quotes.
inline std::string literal(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string made = "\"";
    for (char const letter : text) {
        auto const byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            (made += '\\') += letter;
        } else if (byte < 0x20 || byte == 0x7f) {
            ((made += "\\x") += digits[byte >> 4U]) += digits[byte & 15U];
        } else {
            made += letter;
        }
    }
    return made += '"';
}

/// A literal of GBNF: the JSON of a value.
inline std::string json_literal(json::value const& value) { return literal(json::serialize(value)); }
inline std::string name_literal(std::string_view name) {
    return json_literal(json::value(json::string(name)));
}

/// A name of a rule, out of any text: GBNF has letters, digits and hyphens.
inline std::string rule_name(std::string_view text) {
    std::string made;
    for (char const letter : text) {
        bool const plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                        || (letter >= '0' && letter <= '9');
        made += plain ? letter : '-';
    }
    return made;
}

/// A member of an object: its name, what its value is, and whether it may be missing.
struct grammar_member {
    std::string_view name{};
    std::string value{};
    bool optional = false;
};

/// The text of a grammar, rule by rule.
class grammar_rules {
public:
    void add(std::string_view name, std::string_view body) {
        ((text_.append(name) += " ::= ").append(body)) += '\n';
    }
    [[nodiscard]] std::string take() && { return std::move(text_); }

    /// An object of these members in this order.
    void object(std::string const& name, std::vector<grammar_member> const& members) {
        // While nothing was written, a member has no comma before it.
        std::size_t const first_required = first_that_must_be(members);
        if (first_required == 0) {
            add(name, "\"{\" ws " + member(members[0]) + rest(members, 1) + " \"}\"");
            return;
        }
        std::string ways;
        for (std::size_t i = 0; i < members.size() && i <= first_required; ++i)
            ways += (i == 0 ? "" : " | ") + member(members[i]) + rest(members, i + 1);
        bool const may_be_empty = first_required == members.size();
        if (members.empty())
            add(name, "\"{\" ws \"}\"");
        else
            add(name, "\"{\" ws (" + ways + ")" + (may_be_empty ? "?" : "") + " \"}\"");
    }

    /// A list of one or more elements, or of none.
    static std::string list(std::string_view element, bool may_be_empty) {
        std::string const elements = std::string(element) + " (\",\" ws " + std::string(element) + ")*";
        return "\"[\" ws " + (may_be_empty ? "(" + elements + ")?" : elements) + " \"]\" ws";
    }
    /// A list in which one element at least, or exactly one, is a special one; the others are ordinary.
    static std::string list_with(std::string_view ordinary, std::string_view special, bool once) {
        std::string const before = "(" + std::string(ordinary) + " \",\" ws)*";
        std::string const after =
            once ? std::string(ordinary) : "(" + std::string(ordinary) + " | " + std::string(special) + ")";
        return "\"[\" ws " + before + " " + std::string(special) + " (\",\" ws " + after + ")* \"]\" ws";
    }

    /// The rules of JSON. Space follows a value, and stands before none.
    void add_json() {
        add("value", "object | array | string | number | (\"true\" | \"false\" | \"null\") ws");
        add("object", "\"{\" ws (string \":\" ws value (\",\" ws string \":\" ws value)*)? \"}\" ws");
        add("array", list("value", true));
        add("char", R"-([^"\\\x00-\x1f] | "\\" (["\\/bfnrt] | "u" hex hex hex hex))-");
        add("hex", "[0-9a-fA-F]");
        add("string", R"-("\"" char* "\"" ws)-");
        add("text", R"-("\"" char+ "\"" ws)-");
        add("id-char", R"-([^"\\/\x00-\x1f] | "\\" (["\\bfnrt] | "u" hex hex hex hex))-");
        add("id", R"-("\"" id-char+ "\"" ws)-");
        add("reference", R"-("\"" id-char+ ("/" char*)? "\"" ws)-");
        add("number", R"-("-"? ("0" | [1-9] [0-9]*) ("." [0-9]+)? ([eE] [-+]? [0-9]+)? ws)-");
        add("boolean", "(\"true\" | \"false\") ws");
        // Some, or a model may write space for ever.
        add("ws", R"-([ \t\n\r]{0,40})-");
    }

private:
    static std::size_t first_that_must_be(std::vector<grammar_member> const& members) noexcept {
        std::size_t i = 0;
        while (i < members.size() && members[i].optional)
            ++i;
        return i;
    }
    static std::string member(grammar_member const& of) {
        return name_literal(of.name) + " ws \":\" ws " + of.value;
    }
    static std::string rest(std::vector<grammar_member> const& members, std::size_t from) {
        std::string text;
        for (std::size_t i = from; i < members.size(); ++i) {
            std::string const with_comma = "\",\" ws " + member(members[i]);
            text += members[i].optional ? " (" + with_comma + ")?" : " " + with_comma;
        }
        return text;
    }

    std::string text_;
};

} // namespace action_grammar::document::detail::of_format

#endif
