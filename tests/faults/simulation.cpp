// Runs against a ledger in SQLite while everything around it fails, as a seed decides: the same seed, the same run.
//
//     ledger_simulation [--seeds FROM COUNT] [--trace SEED] [--bug NAME] [--synchronous full|normal]
//                       [--each-fault TIMES] [--twice]
//
// It succeeds when no promise was broken; with a bug, when one was. With `--synchronous normal` a loss of power has to
// have broken some, and the database has to be sound. `--each-fault` wants every fault to have happened that often.
// `--trace` tells what one seed does. `--twice` runs each seed twice and compares what they tell.

#include "simulation_seed.hpp"

#include <charconv>
#include <chrono>
#include <cstring>
#include <iostream>
#include <optional>

namespace {

using namespace fault_tests;

struct wish {
    std::uint64_t from = 0;
    std::uint64_t count = 10'000;
    std::optional<std::uint64_t> traced;
    std::uint64_t each_fault = 0;
    bool twice = false;
    setting used{};
};

class arguments {
public:
    arguments(int count, char** words) : rest_(words + 1, words + count) {}

    std::optional<wish> read() {
        wish made;
        while (!rest_.empty()) {
            std::string_view const option = word();
            if (option == "--seeds") {
                made.from = number();
                made.count = number();
            } else if (option == "--trace") {
                made.traced = number();
            } else if (option == "--each-fault") {
                made.each_fault = number();
            } else if (option == "--twice") {
                made.twice = true;
            } else if (option == "--synchronous") {
                if (word() == "normal") made.used.synchronous = ag::sqlite::synchronous::normal;
            } else if (option == "--bug") {
                auto const at = std::find(bug_names.begin(), bug_names.end(), word());
                sound_ = sound_ && at != bug_names.end();
                made.used.mistake = static_cast<bug>(at - bug_names.begin());
            } else {
                sound_ = false;
            }
        }
        return sound_ ? std::optional(made) : std::nullopt;
    }

private:
    std::string_view word() {
        if (rest_.empty()) {
            sound_ = false;
            return {};
        }
        std::string_view const first = rest_.front();
        rest_.erase(rest_.begin());
        return first;
    }
    std::uint64_t number() {
        std::string_view const text = word();
        std::uint64_t read = 0;
        sound_ = std::from_chars(text.data(), text.data() + text.size(), read).ec == std::errc{} && sound_;
        return read;
    }

    std::vector<std::string_view> rest_;
    bool sound_ = true;
};

std::uint64_t sum(broken_promises const& broken) {
    std::uint64_t all = 0;
    for (std::uint64_t const one : broken)
        all += one;
    return all;
}

int tell(std::uint64_t seed, setting const& used) {
    fault_counts counts{};
    std::string trace;
    bool const is_sound = sum(simulate(seed, used, counts, &trace)) == 0;
    std::cout << trace;
    return is_sound ? 0 : 1;
}

bool is_the_same_twice(wish const& wanted) {
    for (std::uint64_t seed = wanted.from; seed < wanted.from + wanted.count; ++seed) {
        fault_counts counts{};
        std::string first;
        std::string second;
        static_cast<void>(simulate(seed, wanted.used, counts, &first));
        static_cast<void>(simulate(seed, wanted.used, counts, &second));
        if (!first.empty() && first == second) continue;
        std::cout << "seed " << seed << " is not the same twice\n";
        return false;
    }
    return true;
}

/// Runs the seeds; the first that breaks a promise ends it when there is a bug to find.
struct campaign {
    fault_counts counts{};
    broken_promises broken{};
    std::uint64_t seeds = 0;
    std::uint64_t failing = 0;

    void run(wish const& wanted) {
        for (std::uint64_t seed = wanted.from; seed < wanted.from + wanted.count; ++seed) {
            auto const found = simulate(seed, wanted.used, counts);
            ++seeds;
            if (sum(found) == 0) continue;
            if (++failing <= 20) std::cout << "seed " << seed << " breaks a promise\n";
            for (std::size_t i = 0; i < found.size(); ++i)
                broken[i] += found[i];
            if (wanted.used.mistake != bug::none) return;
        }
    }
    void print() const {
        for (std::size_t i = 0; i < counts.size(); ++i)
            std::cout << "  " << counts[i] << "  " << fault_names[i] << '\n';
        for (std::size_t i = 0; i < broken.size(); ++i)
            std::cout << "  broken " << broken[i] << " times: " << promise_names[i] << '\n';
    }
};

int run(wish const& wanted) {
    auto const begun = std::chrono::steady_clock::now();
    campaign all;
    all.run(wanted);
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begun;
    all.print();
    std::cout << all.seeds << " seeds in " << took.count() << " s, " << all.failing << " break a promise\n";
    if (wanted.used.mistake != bug::none) return all.failing > 0 ? 0 : 1;
    if (wanted.used.synchronous == ag::sqlite::synchronous::normal)
        return all.failing > 0 && all.broken[static_cast<std::size_t>(promise::whole)] == 0 ? 0 : 1;
    auto const rarest = *std::min_element(all.counts.begin(), all.counts.end());
    if (rarest < wanted.each_fault) {
        std::cout << "a fault happened only " << rarest << " times\n";
        return 1;
    }
    return all.failing == 0 ? 0 : 1;
}

} // namespace

int main(int count, char** words) {
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    auto const wanted = arguments(count, words).read();
    if (!wanted) {
        std::cerr << "ledger_simulation [--seeds FROM COUNT] [--trace SEED] [--bug NAME] "
                     "[--synchronous full|normal] [--each-fault TIMES] [--twice]\n";
        return 2;
    }
    if (wanted->twice) return is_the_same_twice(*wanted) ? 0 : 1;
    return wanted->traced ? tell(*wanted->traced, wanted->used) : run(*wanted);
}
