#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_EXPRESSIONS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_EXPRESSIONS_HPP

// Expressions of Tasker as filters of a document: what they read of the envelope comes through the step's "from".

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/tasker_envelope.hpp>
#include <action_grammar/document/impl/tasker_findings.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail::tasker {

/// The values that an invocation sees, by the ids of the document.
struct envelope_values {
    std::string previous;             ///< Empty where it is null: in the first invocation.
    std::vector<std::string> results; ///< Of the invocations before; empty for one of which no step was made.
    bool reads_others = false;        ///< Some expression reads results of other steps of the task.
};

/// The name under which a filter has the result of an invocation.
inline std::string result_name(std::size_t invocation) { return fmt::format("result_{}", invocation); }

/// Turns expressions of one invocation into filters.
class expression_writer {
public:
    /// @param from  gets what the filters read
    expression_writer(envelope_values& values, spec_findings& findings, json::object& from)
        : values_(values), findings_(findings), from_(from) {}

    /// The filter of an expression. One that is not understood stays as it is, and is reported.
    std::string filter_of(std::string_view written, std::string const& pointer) {
        auto const compiled = expression::compile(written);
        if (!compiled) {
            findings_.error(rule_code::config_invalid, pointer,
                            "the expression is not one that is known here: " + compiled.error().message,
                            compiled.error().hint.empty()
                                ? std::string()
                                : fmt::format("did you mean \"{}\"?", compiled.error().hint));
            return std::string(written);
        }
        envelope_reads const reads = envelope_reader(compiled->syntax()).read();
        tell(reads, pointer);
        std::string filter = reads.whole ? on_whole(written, reads) : on_members(written, reads, pointer);
        auto const& syntax = compiled->syntax();
        if (!syntax[syntax.root].single) filter = "first(" + filter + ")";
        return filter;
    }

    /// The filter that makes a value of a configuration: of `{"expression": "..."}` what it says, of anything else that
    /// value, with expressions within it. Recursion goes as deep as the value.
    std::string filter_of(json::value const& written, std::string const& pointer) {
        if (auto const* array = written.if_array()) {
            std::string filter;
            for (std::size_t i = 0; i < array->size(); ++i)
                filter += (i == 0 ? "" : ", ") + in_parentheses((*array)[i], below(pointer, i));
            return "[" + filter + "]";
        }
        auto const* object = written.if_object();
        if (object == nullptr) return json::serialize(written);
        if (auto const* alone = expression_in(written))
            return filter_of(forming::view(*alone), below(pointer, "expression"));
        std::string filter;
        for (auto const& member : *object) {
            filter += filter.empty() ? "" : ", ";
            json::append_string(filter, std::string_view(member.key()));
            filter += ": " + in_parentheses(member.value(), below(pointer, member.key()));
        }
        return "{" + filter + "}";
    }

    /// The text of `{"expression": "..."}`, or null.
    static json::string const* expression_in(json::value const& written) noexcept {
        auto const* object = written.if_object();
        auto const* found =
            object == nullptr || object->size() != 1 ? nullptr : object->if_contains("expression");
        return found == nullptr ? nullptr : found->if_string();
    }

    /// Makes results of other steps of the task available as `.deps`.
    void read_others() {
        values_.reads_others = true;
        from_["deps"] = std::string(input_label) + "/deps";
    }

    /// A step reads something, if only a value that its filter ignores.
    void read_anything() {
        if (from_.empty()) from_["context"] = input_label;
    }

private:
    std::string in_parentheses(json::value const& written, std::string const& pointer) {
        std::string filter = filter_of(written, pointer);
        bool const needs = expression_in(written) != nullptr;
        return needs ? "(" + filter + ")" : filter;
    }

    void tell(envelope_reads const& reads, std::string const& pointer) {
        if (reads.whole)
            findings_.warn(rule_code::unresolved_reference, pointer,
                           "the expression reads its envelope as a whole, which is made for it here without "
                           "\"step\" and without results of other steps of the task",
                           "read its members: .context, .prev");
        for (envelope_place const& each : reads.places) {
            if (each.what == envelope_place::member::step)
                findings_.error(
                    rule_code::unresolved_reference, pointer,
                    "the expression reads \"step\", for which a document has nothing; null stands "
                    "there instead",
                    "let the input have what is needed of it");
            if (each.what == envelope_place::member::unknown)
                findings_.warn(rule_code::unresolved_reference, pointer,
                               fmt::format("the expression reads {}, which no envelope has; it was null",
                                           in_quotes(each.name)));
        }
        for (std::size_t const index : reads.invocations) {
            if (!is_made(index))
                findings_.error(rule_code::unresolved_reference, pointer,
                                fmt::format("the expression reads the result of invocation {}, which is not "
                                            "there before this one; null stands there instead",
                                            index));
        }
    }

    bool is_made(std::size_t invocation) const {
        return invocation < values_.results.size() && !values_.results[invocation].empty();
    }
    void take_result(std::size_t invocation) { from_[result_name(invocation)] = values_.results[invocation]; }

    std::string on_members(std::string_view written, envelope_reads const& reads,
                           std::string const& pointer) {
        using member = envelope_place::member;
        if (reads.context) from_["context"] = input_label;
        if (reads.previous && !values_.previous.empty()) from_["prev"] = values_.previous;
        if (reads.others) {
            if (!values_.reads_others)
                findings_.warn(rule_code::unresolved_reference, pointer,
                               "the expression reads the results of other steps of the task",
                               "let the input of the document have them under \"deps\"");
            read_others();
        }
        std::string filter(written);
        for (auto place = reads.places.rbegin(); place != reads.places.rend(); ++place) {
            std::string by = "(null)";
            if (place->what == member::previous && !values_.previous.empty()) continue;
            if (place->what == member::invocation && is_made(place->index)) {
                take_result(place->index);
                by = '.' + result_name(place->index);
            }
            filter.replace(place->offset, place->length, by);
        }
        return filter;
    }

    /// Makes the envelope anew before the expression.
    std::string on_whole(std::string_view written, envelope_reads const& reads) {
        from_["context"] = input_label;
        bool const has_previous = !values_.previous.empty();
        if (has_previous) from_["prev"] = values_.previous;
        std::string results;
        for (std::size_t i = 0; i < values_.results.size(); ++i) {
            if (!is_made(i)) continue;
            take_result(i);
            results += fmt::format("{}\"{}\": .{}", results.empty() ? "" : ", ", i, result_name(i));
        }
        if (reads.others) read_others();
        return fmt::format(
            "{{context: .context, deps: {}{{invocations: {{{}}}}}{}, step: null, prev: {}}} | ({})",
            reads.others ? "((.deps // {}) + " : "", results, reads.others ? ")" : "",
            has_previous ? ".prev" : "null", written);
    }

    envelope_values& values_;
    spec_findings& findings_;
    json::object& from_;
};

} // namespace action_grammar::document::detail::tasker

#endif
