#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_CAPABILITY_WRITER_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_CAPABILITY_WRITER_HPP

#include <span>
#include <string_view>

#include <action_grammar/contract/reflection/capability_types.hpp>
#include <action_grammar/contract/reflection/text_writer.hpp>

namespace action_grammar::reflection::detail {

/// Writes a capability as JSON.
class capability_writer {
public:
    constexpr capability_writer(text_writer& out, capability const& told) noexcept : out_(out), told_(told) {}

    constexpr void write() {
        out_.put('{');
        text("name", told_.name);
        text("kind", action_grammar::name(told_.kind));
        if (!told_.input.empty()) json("input", told_.input);
        json("output", told_.output);
        key("errors");
        out_.put('[');
        first_ = true;
        for (error_mode const& each : told_.errors) {
            separate();
            error(each);
        }
        out_.put(']');
        first_ = false;
        names("resources", told_.resources);
        effect(told_.effect, told_.guard);
        key("actions");
        out_.put('[');
        first_ = true;
        for (capability_action const& each : told_.actions) {
            separate();
            action(each);
        }
        out_.put("]}");
    }

private:
    constexpr void separate() {
        if (!first_) out_.put(',');
        first_ = false;
    }
    constexpr void key(std::string_view name) {
        separate();
        out_.quote(name);
        out_.put(':');
    }
    constexpr void text(std::string_view name, std::string_view value) {
        key(name);
        out_.quote(value);
    }
    constexpr void json(std::string_view name, std::string_view value) {
        key(name);
        out_.put(value);
    }
    constexpr void effect(grade effect, protection guard) {
        text("grade", action_grammar::name(effect));
        if (guard != protection::undeclared) text("protection", action_grammar::name(guard));
    }
    constexpr void names(std::string_view name, std::span<std::string_view const> values) {
        key(name);
        out_.put('[');
        first_ = true;
        for (std::string_view const each : values) {
            separate();
            out_.quote(each);
        }
        out_.put(']');
        first_ = false;
    }
    constexpr void error(error_mode const& each) {
        out_.put('{');
        first_ = true;
        text("name", each.name);
        text("transient", action_grammar::name(each.transient));
        text("in_doubt", action_grammar::name(each.in_doubt));
        if (!each.schema.empty()) json("schema", each.schema);
        out_.put('}');
    }
    constexpr void action(capability_action const& each) {
        out_.put('{');
        first_ = true;
        text("label", each.label);
        text("verb", action_grammar::name(each.what));
        effect(each.effect, each.guard);
        names("resources", each.resources);
        out_.put('}');
    }

    text_writer& out_;
    capability const& told_;
    bool first_ = true;
};

} // namespace action_grammar::reflection::detail

#endif
