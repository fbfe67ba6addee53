#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_LEDGERS_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_LEDGERS_HPP

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "simulation_outside.hpp"

namespace fault_tests {

/// The ledger under test, with places for faults around its calls.
class attended_ledger final : public ag::effect_ledger {
public:
    attended_ledger(ag::effect_ledger& kept, world& around, line& sends)
        : kept_(&kept), world_(&around), line_(&sends) {}

    ag::result<ag::effect_claim, ag::ledger_error> begin(ag::effect const& one) noexcept override {
        world_->between_steps(fault_point::dies_before_begin);
        auto claimed = kept_->begin(one);
        if (claimed && !claimed->done) line_->is_claimed();
        world_->note(!claimed          ? "begin: %s"
                     : claimed->done   ? "begin: done before"
                     : claimed->repeat ? "begin: takes over"
                                       : "begin: claimed",
                     claimed ? "" : name(claimed.error().why).data());
        world_->between_steps(fault_point::dies_after_begin);
        return claimed;
    }
    ag::result<void, ag::ledger_error> complete(ag::effect const& one, ag::effect_claim const& claimed,
                                                std::string_view answer) noexcept override {
        world_->between_steps(fault_point::dies_before_complete);
        auto kept = kept_->complete(one, claimed, answer);
        world_->note("complete: %s", kept ? "kept" : name(kept.error().why).data());
        world_->between_steps(fault_point::dies_after_complete);
        return kept;
    }
    void withdraw(ag::effect const& one, ag::effect_claim const& claimed) noexcept override {
        world_->between_steps(fault_point::dies_before_withdraw);
        kept_->withdraw(one, claimed);
        world_->note("withdraw");
    }
    void doubt(ag::effect const& one, ag::effect_claim const& claimed) noexcept override {
        world_->between_steps(fault_point::dies_before_doubt);
        kept_->doubt(one, claimed);
        world_->note("doubt");
    }

private:
    ag::effect_ledger* kept_;
    world* world_;
    line* line_;
};

/// Mistakes that a ledger could make.
enum class bug : std::uint8_t {
    none,
    records_late,
    repeats_unprotected,
    forgets_expired,
    commits_early,
    withdraws_doubt,
    ignores_key,
    ignores_failure,
};
inline constexpr std::array bug_names = std::to_array<std::string_view>({
    "none",
    "records_late",        // the claim is not written before the mutation is sent
    "repeats_unprotected", // what is in doubt is sent again under every protection
    "forgets_expired",     // the claim of a run that seems dead is deleted
    "commits_early",       // under same_transaction the claim is committed before the mutation
    "withdraws_doubt",     // what is in doubt counts as not sent
    "ignores_key",         // the answer of another key is given
    "ignores_failure",     // that a record failed is not told
});
static_assert(bug_names.size() == static_cast<std::size_t>(bug::ignores_failure) + 1);

/// A ledger that makes one mistake.
class mistaken_ledger final : public ag::effect_ledger {
public:
    mistaken_ledger(ag::sqlite::ledger& kept, bug which) : kept_(&kept), which_(which) {}

    ag::result<ag::effect_claim, ag::ledger_error> begin(ag::effect const& one) noexcept override {
        ag::effect const mine = mistaken(one);
        if (which_ == bug::records_late && !is_shared(one)) return look(one);
        auto made = kept_->begin(mine);
        if (which_ != bug::forgets_expired || made || !made.error().in_doubt()) return made;
        static_cast<void>(kept_->resolve(mine, {}));
        return kept_->begin(mine);
    }
    ag::result<void, ag::ledger_error> complete(ag::effect const& one, ag::effect_claim const& claimed,
                                                std::string_view answer) noexcept override {
        auto kept = kept_->complete(mistaken(one), claimed, answer);
        if (which_ == bug::ignores_failure && !is_shared(one)) return {};
        return kept;
    }
    void withdraw(ag::effect const& one, ag::effect_claim const& claimed) noexcept override {
        kept_->withdraw(mistaken(one), claimed);
    }
    void doubt(ag::effect const& one, ag::effect_claim const& claimed) noexcept override {
        if (which_ != bug::withdraws_doubt) return kept_->doubt(mistaken(one), claimed);
        kept_->withdraw(one, {false, false, {}, claimed.holder});
    }

private:
    static bool is_shared(ag::effect const& one) noexcept {
        return one.guard == ag::protection::same_transaction;
    }
    ag::effect mistaken(ag::effect one) const noexcept {
        if (which_ == bug::ignores_key) one.key = "one for all";
        if (which_ == bug::repeats_unprotected && one.guard == ag::protection::unprotected)
            one.guard = ag::protection::natural;
        if (which_ == bug::commits_early && is_shared(one)) one.guard = ag::protection::natural;
        return one;
    }
    ag::result<ag::effect_claim, ag::ledger_error> look(ag::effect const& one) const {
        auto const all = kept_->list({ag::effect_state::done, std::string(one.composition)});
        if (!all) return ag::unexpected(ag::ledger_error{});
        for (auto const& each : *all)
            if (each.key == one.key) return ag::effect_claim{true, true, each.answer, {}};
        return ag::effect_claim{false, false, {}, "nobody"};
    }

    ag::sqlite::ledger* kept_;
    bug which_;
};

} // namespace fault_tests

#endif
