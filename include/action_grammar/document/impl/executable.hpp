#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXECUTABLE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXECUTABLE_HPP

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/impl/interpreter.hpp>
#include <action_grammar/document/impl/judged.hpp>

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE result<executable, findings> executable::assemble(validation const& accepted) {
    if (accepted.document == nullptr) return unexpected(accepted.found);
    judged_document const& code = *accepted.document;
    findings missing;
    for (std::uint32_t i = 0; i < code.form.nodes.size(); ++i) {
        if (code.form.nodes[i].form != construct::action || code.ready[i].run != nullptr) continue;
        finding& told = missing.list.emplace_back();
        told.code = rule_code::missing_resource;
        told.where = code.form.location_of(code.form.items[i].at);
        told.message =
            "\"" + std::string(code.form.items[i].action) + "\" is known here and cannot be run here";
        told.hint = "run the document on the host that has it, or register the action with its resources";
    }
    if (!missing.list.empty()) return unexpected(std::move(missing));
    return executable(accepted.document);
}

ACTION_GRAMMAR_DEFINED_ONCE result<executable, findings>
executable::assemble_for_simulation(validation const& accepted) {
    if (accepted.document == nullptr) return unexpected(accepted.found);
    return executable(accepted.document);
}

ACTION_GRAMMAR_DEFINED_ONCE result<executable, findings>
executable::assemble(std::string_view text, registry const& actions, policy const& by) {
    return assemble(validate(text, actions, by));
}

ACTION_GRAMMAR_DEFINED_ONCE std::string_view executable::name() const noexcept { return code_->form.name; }

ACTION_GRAMMAR_DEFINED_ONCE document_outcome executable::run(json::value const& input,
                                                             run_options const& options) const& noexcept {
    using make = action_grammar::detail::make_outcome;
    auto const ended_as = [](detail::stop& ended) {
        if (ended.how == status::waiting || ended.how == status::rejected)
            return make::halted<document_outcome>(ended.how, ended.action);
        return make::failed<document_outcome>(ended.how, ended.part, ended.again, ended.action,
                                              std::move(ended.error));
    };
    detail::interpreter run(*code_, options);
    try {
        if (!run.run(input)) return ended_as(run.stopped());
        return make::completed<document_outcome>([&] { return run.output().to_json(); });
    } catch (...) {
        return ended_as(run.after_exception(std::current_exception()));
    }
}

} // namespace action_grammar::document

#endif
