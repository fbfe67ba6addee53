#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_FILTERS_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_FILTERS_HPP

// Random filters: every construct, every builtin at each of its arities, over the members that contracts are made of.

#include "builtin_arguments.hpp"
#include "dice.hpp"

#include <action_grammar/contract/expression/builtin.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace action_grammar_tests {

/// Filters as text, with names only where they mean something.
class filter_generator {
public:
    explicit filter_generator(dice& roll) noexcept : roll_(&roll) {}

    std::string filter(unsigned depth) {
        switch (roll_->below(8)) {
        // One builtin on everything that there is, or on what suits it more likely than what another makes.
        case 0: return "[.. | try " + call(less(depth)) + " catch .]";
        case 1: return "(" + path(0) + " | " + call(less(depth)) + ")";
        default: return expression(depth);
        }
    }

private:
    using signature = action_grammar::expression::builtin_signature;
    using builtin = action_grammar::expression::builtin;

    /// A function that may be called: its name and, for each parameter, whether it is a value.
    struct function {
        std::string name;
        std::vector<bool> parameters;
    };
    /// Names added from here on end with it.
    struct scope {
        explicit scope(filter_generator& of) noexcept
            : of_(&of),
              variables_(of.variables_.size()),
              filters_(of.filters_.size()),
              functions_(of.functions_.size()),
              labels_(of.labels_.size()) {}
        ~scope() {
            of_->variables_.resize(variables_);
            of_->filters_.resize(filters_);
            of_->functions_.resize(functions_);
            of_->labels_.resize(labels_);
        }
        scope(scope const&) = delete;
        scope& operator=(scope const&) = delete;
        filter_generator* of_;
        std::size_t variables_, filters_, functions_, labels_;
    };

    template <std::size_t Size>
    std::string one_of(std::array<std::string_view, Size> const& list) {
        return std::string(roll_->pick(list));
    }
    std::string fresh(std::string_view prefix) { return std::string(prefix) + std::to_string(named_++); }
    std::string name() { return std::string(roll_->pick(member_names)); }
    unsigned less(unsigned depth) const noexcept { return depth > 0 ? depth - 1 : 0; }

    std::string literal() {
        static constexpr std::array<std::string_view, 24> all{"null",
                                                              "true",
                                                              "false",
                                                              "0",
                                                              "1",
                                                              "2.5",
                                                              "-1",
                                                              "\"x\"",
                                                              "\"y\"",
                                                              "\"a\"",
                                                              "\"abc\"",
                                                              "[]",
                                                              "{}",
                                                              "[1,2]",
                                                              "{a:1}",
                                                              "[\"a\",0]",
                                                              "3",
                                                              "0.5",
                                                              "-2.5",
                                                              "\"\"",
                                                              "\"12\"",
                                                              "[[1,2],[3]]",
                                                              "[{key:\"a\",value:1}]",
                                                              "$__loc__"};
        return one_of(all);
    }
    std::string path(unsigned depth) {
        std::string made;
        for (std::size_t i = 1 + roll_->below(3); i > 0; --i) {
            switch (roll_->below(16)) {
            case 0: made += "[]"; break;
            case 1: made += "[0]"; break;
            case 2: made += "[-1]"; break;
            case 3: made += "[1:]"; break;
            case 4: made += "[:2]?"; break;
            case 5: made += "[]?"; break;
            case 6:
            case 7:
                made += "[" + (depth > 0 ? expression(depth - 1) : literal()) + "]"
                      + (roll_->one_in(2) ? "?" : "");
                break;
            case 8: made += "." + name() + "?"; break;
            case 9: made += one_of<4>({"[1]", "[0.5]", "[-2]", "[3]?"}); break;
            case 10:
                made += "[" + (depth > 0 ? expression(depth - 1) : literal()) + ":"
                      + (roll_->one_in(2) ? literal() : std::string()) + "]" + (roll_->one_in(2) ? "?" : "");
                break;
            case 11: made += "[\"" + name() + "\"]"; break;
            default: made += "." + name(); break;
            }
        }
        return made.front() == '.' ? made : "." + made;
    }
    std::string comparison() { return one_of<6>({"==", "!=", "<", "<=", ">", ">="}); }
    std::string condition(unsigned depth) {
        switch (roll_->below(16)) {
        case 0: return path(0) + " " + comparison() + " " + literal();
        case 1: return path(0) + " != null";
        case 2: return literal() + " " + comparison() + " " + path(0);
        case 3:
            return "(" + path(0) + " | type) " + one_of<2>({"==", "!="}) + " \""
                 + one_of<6>({"string", "number", "object", "array", "null", "boolean"}) + "\"";
        case 4: return "has(" + (roll_->one_in(4) ? "0" : "\"" + name() + "\"") + ")";
        case 5: return "(" + condition(less(depth)) + " and " + condition(less(depth)) + ")";
        case 6: return "(" + condition(less(depth)) + " or " + path(0) + " <= " + literal() + ")";
        case 7: return "(" + (roll_->one_in(2) ? path(0) : "(" + condition(less(depth)) + ")") + " | not)";
        case 8: return "(" + path(0) + " | IN(\"x\", 1, null))";
        case 9: return "(" + path(0) + " | length) " + comparison() + " " + one_of<3>({"0", "1", "2"});
        case 10:
            return "(" + path(0) + " | "
                 + one_of<4>({"startswith(\"a\")", "test(\"b\")", "has(\"a\")", "not"}) + ")";
        case 11: return one_of<6>({". == null", "type == \"object\"", "length > 0", ". > 0", ".", "not"});
        case 12:
            if (!variables_.empty())
                return "$" + roll_->pick(variables_) + (roll_->one_in(2) ? "" : " == " + literal());
            return path(0);
        default: return depth > 0 ? "(" + expression(depth - 1) + ")" : path(0);
        }
    }

    /// What may stand before an assignment or in `del`.
    std::string place(unsigned depth) {
        unsigned const below = less(depth);
        switch (roll_->below(depth == 0 ? 9 : 30)) {
        case 0: return "(.[] | select(" + condition(0) + "))";
        case 1: return "(." + name() + ", ." + name() + ")";
        case 2: return ".[]?";
        case 3: return "(if " + condition(0) + " then ." + name() + " else ." + name() + " end)";
        case 4: return "first(.[])";
        case 5: return "(" + path(below) + ")";
        case 6: return ".";
        case 9: return "(" + place(below) + ", " + place(below) + ")";
        case 10: return "(" + place(below) + " | " + place(below) + ")";
        case 11:
            return "(if " + condition(below) + " then " + place(below) + " else " + place(below) + " end)";
        case 12: return "(" + place(below) + " // " + place(below) + ")";
        case 13: return one_of<2>({"first", "last"}) + "(" + place(below) + ")";
        case 14: return "limit(" + one_of<3>({"0", "1", "2"}) + "; " + place(below) + ")";
        case 15: return "nth(" + one_of<3>({"0", "1", "2"}) + "; " + place(below) + ")";
        case 16: return "(" + place(below) + " | select(" + condition(below) + "))";
        case 17:
            return "(" + place(below) + " | "
                 + one_of<11>({"values", "nulls", "booleans", "numbers", "strings", "arrays", "objects",
                               "iterables", "scalars", "finites", "normals"})
                 + ")";
        case 18: return "(" + place(below) + ")?";
        case 19:
            return "getpath([\"" + name() + "\"" + (roll_->one_in(2) ? ", \"" + name() + "\"" : "") + "])";
        case 20: return one_of<4>({"..", "recurse(.[]?)", "first", "last"});
        case 21: return one_of<4>({"empty", "(.a | empty)", "error", "nth(1)"});
        case 22: {
            scope const inner(*this);
            std::string const source = expression(below);
            variables_.push_back(fresh("v"));
            std::string const variable = variables_.back();
            return "(" + source + " as $" + variable + " | "
                 + (roll_->one_in(2) ? ".[$" + variable + "]" : place(below)) + ")";
        }
        case 23: return "(." + name() + "[], ." + name() + ")";
        case 24: {
            scope const inner(*this);
            labels_.push_back(fresh("out"));
            std::string const label = labels_.back();
            return "(label $" + label + " | " + place(below) + " | if " + condition(0) + " then break $"
                 + label + " else . end)";
        }
        case 25: {
            scope const inner(*this);
            std::string const called = fresh("p");
            std::string const body = place(below);
            return "(def " + called + ": " + body + "; "
                 + (roll_->one_in(2) ? called : called + " | " + place(below)) + ")";
        }
        case 26: return "(reduce (" + literal() + ") as $" + fresh("v") + " (.; " + place(below) + "))";
        case 27: return "(try " + place(below) + " catch .)";
        default: return "." + name();
        }
    }

    std::string value_argument(builtin called, std::size_t i, unsigned depth) {
        std::string const typical = roll_->one_in(4) ? std::string() : typical_argument(*roll_, called, i);
        if (!typical.empty()) return typical;
        return depth > 0 ? expression(depth - 1) : path(0);
    }
    std::string filter_argument(builtin called, std::size_t i, unsigned depth) {
        if (called == builtin::del || called == builtin::path) return place(depth);
        if (called == builtin::with_entries && roll_->one_in(2))
            return one_of<6>({".value |= tostring", "select(.key != \"a\")", ".key |= . + \"x\"",
                              ".value = 1", "empty", "., {name: \"z\", value: 2}"});
        if ((called == builtin::sub || called == builtin::gsub) && roll_->one_in(2))
            return one_of<4>({"\"y\"", "\"<\\(.n)>\"", "(\"p\", \"q\")", "1"});
        bool const test = called == builtin::select || called == builtin::any || called == builtin::all
                       || (i == 0 && (called == builtin::until || called == builtin::while_))
                       || (i == 1 && called == builtin::recurse);
        return test && !roll_->one_in(3) ? condition(depth) : expression(depth);
    }
    std::string call(unsigned depth) {
        signature const& called = roll_->pick(action_grammar::expression::builtin_signatures);
        std::string made(called.name);
        for (std::size_t i = 0; i < called.arity; ++i) {
            made += i == 0 ? "(" : "; ";
            made += called.parameters[i] == 'v' ? value_argument(called.id, i, depth)
                                                : filter_argument(called.id, i, less(depth));
        }
        if (called.arity > 0) made += ")";
        bool const endless =
            called.id == builtin::repeat || called.id == builtin::until || called.id == builtin::while_
            || (called.id == builtin::recurse && called.arity > 0) || called.id == builtin::range;
        return endless && !roll_->one_in(4) ? "limit(4; " + made + ")" : made;
    }
    /// One that takes most inputs, so that pipes do not end in failure too soon.
    std::string easy_call(unsigned depth) {
        static constexpr std::array<std::string_view, 44> plain{
            "length?",    "keys?",     "values",        "nulls",
            "booleans",   "numbers",   "strings",       "arrays",
            "objects",    "iterables", "scalars",       "to_entries?",
            "add?",       "any?",      "all?",          "flatten?",
            "tojson",     "tostring",  "tonumber?",     "type",
            "toarray",    "first?",    "last?",         "paths",
            "leaf_paths", "tostream",  "not",           "isvalid(.a)",
            "recurse",    "empty",     "error?",        "nan",
            "infinite",   "..",        "@json",         "@text",
            "@base64",    "@html",     "@uri",          "reverse?",
            "sort?",      "unique?",   "isempty(.[]?)", "getpath([\"a\"])?"};
        if (roll_->one_in(2)) return one_of(plain);
        std::string const inner = roll_->one_in(3) ? condition(depth) : expression(depth);
        switch (roll_->below(8)) {
        case 0: return "map(" + inner + ")";
        case 1: return "map_values(" + inner + ")";
        case 2: return "select(" + inner + ")";
        case 3: return "first(" + inner + ")";
        case 4: return "walk(" + inner + ")";
        case 5: return "del(" + place(depth) + ")";
        case 6: return "with_entries(" + filter_argument(builtin::with_entries, 0, depth) + ")";
        default: return "setpath([\"" + name() + "\"]; " + inner + ")";
        }
    }

    /// What is left of `as`; its variables are in scope from then on.
    std::string pattern(unsigned depth) {
        auto const variable = [&] {
            std::string made = roll_->one_in(8) ? name() : fresh("v");
            bound_.push_back(made);
            return "$" + made;
        };
        if (depth == 0 || roll_->one_in(2)) return variable();
        if (roll_->one_in(2))
            return "[" + pattern(depth - 1) + (roll_->one_in(2) ? ", " + pattern(depth - 1) : "") + "]";
        std::string made = "{";
        for (std::size_t i = 1 + roll_->below(2); i > 0; --i) {
            switch (roll_->below(5)) {
            case 0: {
                std::string const member = name();
                bound_.push_back(member);
                made += "$" + member;
                break;
            }
            case 1: {
                std::string const member = name();
                bound_.push_back(member);
                made += "$" + member + ": " + pattern(depth - 1);
                break;
            }
            case 2: made += "\"" + name() + "\": " + pattern(depth - 1); break;
            case 3: {
                // Its expression sees what was bound before all of the pattern.
                made += "(" + expression(depth - 1) + "): ";
                made += pattern(depth - 1);
                break;
            }
            default: made += name() + ": " + pattern(depth - 1); break;
            }
            if (i > 1) made += ", ";
        }
        return made + "}";
    }
    std::string bound_pattern(unsigned depth) {
        bound_.clear();
        std::string made = pattern(depth);
        variables_.insert(variables_.end(), bound_.begin(), bound_.end());
        bound_.clear();
        return made;
    }
    std::string binding(unsigned depth) {
        std::string const source = expression(depth);
        scope const inner(*this);
        std::string const names = bound_pattern(2);
        return "(" + source + " as " + names + " | " + expression(depth) + ")";
    }
    std::string fold(unsigned depth) {
        bool const emits = roll_->one_in(2);
        std::string const source = roll_->one_in(2) ? ".[]?" : expression(depth);
        std::string const start = roll_->one_in(2) ? literal() : expression(depth);
        scope const inner(*this);
        std::string const names = bound_pattern(1);
        std::string made =
            std::string(emits ? "foreach " : "reduce ") + "(" + source + ") as " + names + " (" + start;
        made += "; " + (roll_->one_in(3) ? std::string(". + 1") : expression(depth));
        if (emits && roll_->one_in(2)) made += "; " + expression(depth);
        return "(" + made + "))";
    }
    std::string definition(unsigned depth) {
        scope const inner(*this);
        function made{fresh("f"), {}};
        std::string text = "(def " + made.name;
        {
            scope const body(*this);
            for (std::size_t i = roll_->below(3); i > 0; --i) {
                text += made.parameters.empty() ? "(" : "; ";
                bool const value = roll_->one_in(2);
                std::string const parameter = fresh(value ? "w" : "g");
                text += (value ? "$" : "") + parameter;
                made.parameters.push_back(value);
                if (value) variables_.push_back(parameter);
                filters_.push_back(parameter);
            }
            if (!made.parameters.empty()) text += ")";
            // Now and then it calls itself, for what is inside its input.
            std::string recursion = expression(depth);
            if (roll_->one_in(3)) {
                functions_.push_back(made);
                recursion =
                    "if type == \"array\" then .[]? | " + use(made, 0) + " else " + recursion + " end";
            }
            text += ": " + recursion + "; ";
        }
        functions_.push_back(made);
        return text + (roll_->one_in(2) ? use(made, depth) : expression(depth)) + ")";
    }
    std::string use(function const& called, unsigned depth) {
        std::string made = called.name;
        for (std::size_t i = 0; i < called.parameters.size(); ++i)
            made += (i == 0 ? "(" : "; ") + expression(less(depth));
        return called.parameters.empty() ? made : made + ")";
    }
    /// A name in scope, or something else.
    std::string named(unsigned depth) {
        switch (roll_->below(4)) {
        case 0:
            if (!functions_.empty()) {
                function const called = roll_->pick(functions_);
                return use(called, depth);
            }
            break;
        case 1:
            if (!filters_.empty()) return roll_->pick(filters_);
            break;
        case 2:
            if (!labels_.empty())
                return "(if " + condition(0) + " then break $" + roll_->pick(labels_) + " else . end)";
            break;
        default: break;
        }
        return variables_.empty() ? path(0) : "$" + roll_->pick(variables_);
    }
    std::string object(unsigned depth) {
        std::string made = "{";
        for (std::size_t i = 1 + roll_->below(3); i > 0; --i) {
            switch (roll_->below(8)) {
            case 0: made += name(); break;
            case 1: made += "\"" + name() + "\": (" + expression(depth) + ")"; break;
            case 2: made += "(" + expression(depth) + " | tostring): (" + expression(depth) + ")"; break;
            case 3: made += "(" + expression(depth) + "): " + literal(); break;
            case 4: made += "\"k\\(" + expression(depth) + ")\": " + path(0); break;
            case 5: made += variables_.empty() ? "$__loc__" : "$" + roll_->pick(variables_); break;
            default: made += name() + ": (" + expression(depth) + ")"; break;
            }
            if (i > 1) made += ", ";
        }
        return made + "}";
    }
    std::string text(unsigned depth) {
        static constexpr std::array<std::string_view, 9> formats{
            "@text", "@json", "@csv", "@tsv", "@html", "@uri", "@sh", "@base64", "@base64d"};
        std::string const format = roll_->one_in(2) ? one_of(formats) + " " : "";
        if (roll_->one_in(5)) return format.empty() ? "@text" : format.substr(0, format.size() - 1);
        return format + "\"t \\(" + expression(depth) + ") u"
             + (roll_->one_in(2) ? "\\(" + path(0) + ")" : "") + "\"";
    }
    std::string expression(unsigned depth) {
        if (depth == 0) {
            if (roll_->one_in(3)) return literal();
            if (roll_->one_in(4)) return named(0);
            return roll_->one_in(6) ? "." : path(0);
        }
        unsigned const below = depth - 1;
        auto const inner = [&] { return expression(below); };
        switch (roll_->below(36)) {
        case 0:
        case 1: return path(below);
        case 2:
        case 3:
        case 4: return "(" + inner() + " | " + inner() + ")";
        case 5: return "(" + inner() + ", " + inner() + ")";
        case 6: return roll_->one_in(10) ? "[]" : "[" + inner() + "]";
        case 7:
        case 8: return object(below);
        case 9:
        case 10: return "(" + inner() + " " + one_of<5>({"+", "-", "*", "/", "%"}) + " " + inner() + ")";
        case 11: return "(" + condition(below) + ")";
        case 12: return "(" + inner() + " // " + inner() + ")";
        case 13:
        case 14: {
            std::string made = "(if " + condition(below) + " then " + inner();
            if (roll_->one_in(3)) made += " elif " + condition(below) + " then " + inner();
            if (!roll_->one_in(3)) made += " else " + inner();
            return made + " end)";
        }
        case 15:
        case 16:
            return "(try " + (roll_->one_in(2) ? call(below) : inner())
                 + (roll_->one_in(2) ? " catch " + inner() : "") + ")";
        case 17:
        case 18: return binding(below);
        case 19:
        case 20: return fold(below);
        case 21: return text(below);
        case 22:
        case 23: return "(" + place(below) + " |= " + inner() + ")";
        case 24:
            return "(" + place(below) + " " + one_of<7>({"=", "+=", "//=", "*=", "-=", "/=", "%="}) + " "
                 + inner() + ")";
        case 25: {
            scope const names(*this);
            labels_.push_back(fresh("out"));
            std::string const label = labels_.back();
            return "(label $" + label + " | " + inner()
                 + (roll_->one_in(2) ? " | if " + condition(0) + " then break $" + label + " else . end)"
                                     : ")");
        }
        case 26: return definition(below);
        case 27: return "-(" + inner() + ")";
        case 28:
        case 29: return named(below);
        case 30:
        case 31: return easy_call(below);
        case 32: return "(" + inner() + ")?";
        default: return call(below);
        }
    }

    dice* roll_;
    std::size_t named_ = 0;
    std::vector<std::string> variables_; ///< In scope, without `$`.
    std::vector<std::string> filters_;   ///< Parameters in scope.
    std::vector<function> functions_;
    std::vector<std::string> labels_;
    std::vector<std::string> bound_; ///< By the pattern that is being made.
};

} // namespace action_grammar_tests

#endif
