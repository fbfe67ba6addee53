#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_REGEX_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_REGEX_HPP

// The builtins that match regular expressions. Included by machine.hpp.

#include <memory>
#include <utility>

#include <action_grammar/contract/expression/machine.hpp>
#include <action_grammar/contract/expression/regex.hpp>

namespace action_grammar::expression::detail {

/// The regular expression of a call: prepared, or compiled here.
class used_pattern {
public:
    used_pattern(workspace& space, program const& code, node_id call, datum const& pattern,
                 regex_flags const& flags) {
        auto const prepared = code.patterns.find(call);
        if (prepared != code.patterns.end()) {
            regex_ = prepared->second.get();
            return;
        }
        space.step(1000 + pattern.text().size() * 50);
        own_ = compiled_pattern(pattern.text(), flags);
        regex_ = own_.get();
        if (!regex_->ok()) raise(space, regex_failure(*regex_));
    }
    re2::RE2 const& operator*() const noexcept { return *regex_; }

private:
    std::unique_ptr<re2::RE2 const> own_;
    re2::RE2 const* regex_ = nullptr;
};

inline void check_subject(workspace& space, datum const& in, datum const& pattern) {
    if (!in.is_string()) raise_about(space, in, "cannot be matched, as it is not a string");
    if (!pattern.is_string()) raise_about(space, pattern, "cannot be matched, as it is not a string");
}
inline regex_flags flags_in(workspace& space, datum const& letters) {
    regex_flags flags;
    if (letters.is_null()) return flags;
    if (!letters.is_string()) raise_about(space, letters, "is not a string");
    if (!flags.read(letters.text()))
        raise(space, std::string(letters.text().substr(0, 100)) + " is not a valid modifier string");
    return flags;
}

/// The named groups of a match as an object.
inline datum captured(workspace& space, datum const& subject, re2::RE2 const& regex,
                      regex_match const& found) {
    object_writer object(space);
    if (found.begin == found.end) return object.finish();
    for (auto const& [number, name] : regex.CapturingGroupNames()) {
        re2::StringPiece const& group = found.groups[static_cast<std::size_t>(number)];
        space.step(4);
        object.set(make_text(space, name), group.data() == nullptr
                                               ? datum::null()
                                               : part_of(space, subject, {group.data(), group.size()}));
    }
    return object.finish();
}

/// test, match, capture, scan, split, splits: an output for each match, or part between matches.
inline bool machine::matches(node_id id, datum const& in, std::span<datum const> arguments, sink<datum> out) {
    node const& here = tree_[id];
    datum pattern = arguments[0];
    datum letters = arguments.size() > 1 ? arguments[1] : datum::null();
    bool const splits = here.called == builtin::splits || here.called == builtin::split;
    if (arguments.size() == 1 && !splits && here.called != builtin::scan && !pattern.is_string()) {
        if (!pattern.is_array() || size_of_array(pattern) == 0)
            raise(space_, std::string(type_name(pattern)) + " not a string or array");
        if (size_of_array(pattern) > 1) letters = element(pattern, 1);
        pattern = element(pattern, 0);
    }
    check_subject(space_, in, pattern);
    regex_flags flags = flags_in(space_, letters);
    if (splits || here.called == builtin::scan) flags.global = true;
    used_pattern const used(space_, code_, id, pattern, flags);
    re2::RE2 const& regex = *used;
    std::string_view const text = in.text();
    if (here.called == builtin::test) {
        space_.step(text.size() / 64 + 5);
        bool const found =
            regex.Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
        return !found || out(datum::boolean(true));
    }
    std::size_t rest = 0;
    bool const more = each_match(space_, text, regex, flags, [&](regex_match const& found) {
        switch (here.called) {
        case builtin::capture: return out(captured(space_, in, regex, found));
        case builtin::scan: {
            if (found.groups.size() == 1 || found.begin == found.end)
                return out(part_of(space_, in, text.substr(found.begin, found.end - found.begin)));
            array_writer groups(space_, found.groups.size());
            for (std::size_t i = 1; i < found.groups.size(); ++i)
                groups.append(found.groups[i].data() == nullptr
                                  ? datum::null()
                                  : part_of(space_, in, {found.groups[i].data(), found.groups[i].size()}));
            return out(groups.finish());
        }
        case builtin::match: return out(make_match(space_, in, regex, found.groups, found.offset));
        default: {
            std::string_view const part = text.substr(rest, found.begin - rest);
            rest = found.end;
            return out(part_of(space_, in, part));
        }
        }
    });
    if (!more || !splits) return more;
    return out(part_of(space_, in, text.substr(rest)));
}

/// sub, gsub: a text for each combination of the replacements' outputs; the first match varies fastest.
inline bool machine::substituted(node_id id, datum const& in, environment const& env, bool global,
                                 datum const& pattern, datum const& letters, sink<datum> out) {
    at(tree_[id]);
    check_subject(space_, in, pattern);
    regex_flags flags = flags_in(space_, letters);
    flags.global = flags.global || global;
    used_pattern const used(space_, code_, id, pattern, flags);
    std::string_view const text = in.text();
    struct place {
        std::size_t begin;
        std::size_t end;
        datum captures;
    };
    std::vector<place> places;
    each_match(space_, text, *used, flags, [&](regex_match const& found) {
        space_.step_bytes(sizeof(place));
        places.push_back({found.begin, found.end, captured(space_, in, *used, found)});
        return true;
    });
    node_id const filter = tree_.list(tree_[id])[1];
    auto const check_text = [&](datum const& replacement) {
        at(tree_[id]);
        if (!replacement.is_string()) raise_about(space_, in, replacement, "cannot be added");
        space_.step_bytes(replacement.text().size());
    };
    if (tree_[filter].single) {
        text_writer result(space_, text.size());
        std::size_t done = 0;
        for (place const& each : places) {
            datum const replacement = one(filter, each.captures, env);
            check_text(replacement);
            result.append(text.substr(done, each.begin - done)).append(replacement.text());
            done = each.end;
        }
        space_.step_bytes(text.size());
        return out(result.append(text.substr(done)).finish());
    }
    auto const nest = [&](auto const& self, std::size_t count, std::string const& tail) -> bool {
        std::size_t const done = count == 0 ? 0 : places[count - 1].end;
        std::size_t const until = count == places.size() ? text.size() : places[count].begin;
        std::string const whole = std::string(text.substr(done, until - done)) + tail;
        space_.step_bytes(whole.size());
        if (whole.size() > space_.limits().bytes) throw limit_reached{failure::out_of_bytes};
        if (count == 0) return out(make_text(space_, whole));
        level const deeper(*this);
        return all(filter, places[count - 1].captures, env, [&](datum const& replacement) {
            check_text(replacement);
            return self(self, count - 1, std::string(replacement.text()) + whole);
        });
    };
    return nest(nest, places.size(), {});
}

} // namespace action_grammar::expression::detail

#endif
