// A gate: a composition that waits for a person.
//
// Purchases above a limit need an approval. `ag::gate` asks for it. As long as there is no answer the run
// ends as `waiting`: nothing has happened, and running the composition again is how one asks again. A run
// holds no thread, no lock and no state while a person makes up their mind.

#include <cstdio>
#include <map>
#include <string>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

namespace {

struct purchase {
    int number;
    std::string what;
    int euros;
};
struct delivery {
    int purchase;
    std::string what;
};

/// Who may buy what: everybody small things, and large ones those whom somebody allowed it.
class approvals {
public:
    [[nodiscard]] ag::approval ask(purchase const& wanted) const {
        if (wanted.euros <= 100) return ag::approval::approved;
        auto const answer = answers_.find(wanted.number);
        return answer == answers_.end() ? ag::approval::waiting : answer->second;
    }
    void answer(int number, ag::approval given) { answers_[number] = given; }

private:
    std::map<int, ag::approval> answers_;
};

/// Delivers, once for each purchase.
class supplier {
public:
    [[nodiscard]] delivery order(purchase const& wanted, ag::idempotency_key<int> key) {
        return delivered_.try_emplace(key.value, delivery{wanted.number, wanted.what}).first->second;
    }
    [[nodiscard]] std::size_t deliveries() const { return delivered_.size(); }

private:
    std::map<int, delivery> delivered_;
};

constexpr auto buy = ag::command<"buy">(
    ag::validate<"a price">([](purchase const& wanted) noexcept { return wanted.euros > 0; })
    | ag::gate<"approved">(&approvals::ask) // hands the purchase on
    | ag::persist<"delivery">(&supplier::order, ag::keyed_by(&purchase::number)));

} // namespace

int main() {
    approvals boss;
    supplier shop;
    auto const attempt = [&](purchase const& wanted) {
        auto const bought = ag::run(buy, wanted, ag::environment{boss, shop});
        std::printf("%d %-8s %6d EUR: %s", wanted.number, wanted.what.c_str(), wanted.euros,
                    std::string(name(bought.status())).c_str());
        if (!bought) {
            std::printf(" at \"%s\"%s", std::string(bought.failed_action()).c_str(),
                        bought.retryable() ? ", ask again later" : "");
        }
        std::printf("; deliveries: %zu\n", shop.deliveries());
    };

    purchase const stapler{1, "stapler", 15};
    purchase const laptop{2, "laptop", 1900};
    purchase const yacht{3, "yacht", 900000};

    attempt(stapler); // needs nobody's approval
    attempt(laptop);  // waits
    attempt(yacht);   // waits
    attempt(laptop);  // waits still: asking again changes nothing

    std::puts("-- the boss is back: the laptop, yes; the yacht, no");
    boss.answer(laptop.number, ag::approval::approved);
    boss.answer(yacht.number, ag::approval::rejected);

    attempt(laptop); // runs from the start again, and completes
    attempt(yacht);  // will never be bought
    attempt(laptop); // a repeat finds the delivery, and orders nothing
}
