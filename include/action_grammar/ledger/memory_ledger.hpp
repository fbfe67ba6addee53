#ifndef ACTION_GRAMMAR_LEDGER_MEMORY_LEDGER_HPP
#define ACTION_GRAMMAR_LEDGER_MEMORY_LEDGER_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <action_grammar/ledger/effect_ledger.hpp>
#include <action_grammar/ledger/effect_rule.hpp>
#include <action_grammar/ledger/recorded_run.hpp>

namespace action_grammar {

/// A ledger that lasts as long as its process: it recognizes repeats within it, and serves any number of runs at once.
/// For tests, and for repeats that only come from the process itself.
class memory_ledger final : public effect_ledger {
public:
    struct record {
        effect_state state = effect_state::started;
        std::string action;
        std::string answer;
        std::string holder;
    };

    result<effect_claim, ledger_error> begin(effect const& one) noexcept override {
        auto made = detail::without_throwing([&]() -> result<effect_claim, ledger_error> {
            std::lock_guard const lock(mutex_);
            auto const at = records_.find(view_of(one));
            if (at == records_.end()) {
                // Copies before the record is there: a claim that nobody has heard of would never end.
                record fresh{effect_state::started, std::string(one.action), {}, next_holder()};
                effect_claim claimed{false, false, {}, fresh.holder};
                records_.emplace(place_of(one), std::move(fresh));
                return claimed;
            }
            record& found = at->second;
            switch (detail::ruling(one, found.action, found.state, true)) { // nobody here dies
            case detail::recorded_before::of_another_action:
                return refused(ledger_error::reason::key_reused, one, "it belongs to " + found.action);
            case detail::recorded_before::answered: return effect_claim{true, true, found.answer, {}};
            case detail::recorded_before::in_progress:
                return refused(ledger_error::reason::in_progress, one, {});
            case detail::recorded_before::in_doubt: return refused(ledger_error::reason::in_doubt, one, {});
            case detail::recorded_before::taken_over: break;
            }
            effect_claim claimed{false, true, {}, next_holder()};
            found.holder = claimed.holder;
            found.state = effect_state::started;
            return claimed;
        });
        if (!made) return unexpected(ledger_error{});
        return std::move(*made);
    }

    result<void, ledger_error> complete(effect const& one, effect_claim const& claimed,
                                        std::string_view answer) noexcept override {
        auto const kept = detail::without_throwing([&] {
            std::lock_guard const lock(mutex_);
            record& found = records_[place_of(one)];
            found.answer = answer;
            found.action = one.action;
            found.state = effect_state::done;
            return true;
        });
        if (kept) return {};
        doubt(one, claimed);
        return unexpected(ledger_error{ledger_error::reason::not_recorded, {}, {}});
    }

    void withdraw(effect const& one, effect_claim const& claimed) noexcept override {
        change(one, claimed, [&](auto const at) {
            if (claimed.repeat)
                at->second.state = effect_state::in_doubt;
            else
                records_.erase(at);
        });
    }
    void doubt(effect const& one, effect_claim const& claimed) noexcept override {
        change(one, claimed, [](auto const at) { at->second.state = effect_state::in_doubt; });
    }

    /// What is known of an effect; nothing of one that was never begun, or was withdrawn.
    [[nodiscard]] std::optional<record> find(effect const& one) const {
        std::lock_guard const lock(mutex_);
        auto const at = records_.find(view_of(one));
        return at == records_.end() ? std::nullopt : std::optional(at->second);
    }
    [[nodiscard]] std::size_t size() const {
        std::lock_guard const lock(mutex_);
        return records_.size();
    }

private:
    using place = std::tuple<std::string, std::string, std::string>;
    using place_view = std::tuple<std::string_view, std::string_view, std::string_view>;

    static place_view view_of(effect const& one) noexcept { return {one.composition, one.version, one.key}; }
    static place place_of(effect const& one) {
        return {std::string(one.composition), std::string(one.version), std::string(one.key)};
    }
    static result<effect_claim, ledger_error> refused(ledger_error::reason why, effect const& one,
                                                      std::string detail) {
        return unexpected(ledger_error{why, std::string(one.key), std::move(detail)});
    }
    std::string next_holder() { return std::to_string(++holders_); }

    template <class Change>
    void change(effect const& one, effect_claim const& claimed, Change make) noexcept {
        static_cast<void>(detail::without_throwing([&] {
            std::lock_guard const lock(mutex_);
            auto const at = records_.find(view_of(one));
            if (at != records_.end() && at->second.state == effect_state::started
                && at->second.holder == claimed.holder)
                make(at);
            return true;
        }));
    }

    mutable std::mutex mutex_;
    std::map<place, record, std::less<>> records_;
    std::uint64_t holders_ = 0;
};

} // namespace action_grammar

#endif
