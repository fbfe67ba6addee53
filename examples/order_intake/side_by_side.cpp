#include "side_by_side.hpp"

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/document/value_type.hpp>

#include <cstdio>
#include <type_traits>
#include <utility>
#include <variant>

#include "documents.hpp"
#include "words.hpp"

namespace order_intake {

namespace {

namespace document = ag::document;

/// What a run came to, of whichever kind.
struct ending {
    ag::status how = ag::status::completed;
    ag::phase part = ag::phase::prepare;
    bool retryable = false;
    std::string action; ///< at which it ended, unless it completed
    std::string error;  ///< the type of the error, if there is one
    ag::json::value detail;
    ag::json::value output; ///< of a run that completed

    bool operator==(ending const&) const = default;
};

template <class Outcome>
ending ending_of(Outcome const& ran) {
    ending made;
    made.how = ran.status();
    made.part = ran.phase();
    made.retryable = ran.retryable();
    made.action = ran.failed_action();
    return made;
}

/// Takes down an error of C++: its name and its JSON, as documents tell of it.
struct taken_down {
    ending& to;

    void operator()(ag::thrown const&) const { to.error = "thrown"; }
    template <class... Errors>
    void operator()(one_of<Errors...> const& error) const {
        std::visit(*this, error);
    }
    template <class Error>
    void operator()(Error const& error) const {
        to.error = document::value_type_of<Error>->name;
        to.detail = ag::encode(error);
    }
};

ending typed_run(std::string const& line, shop on) {
    auto const ran = ag::run(place_order, line, ag::environment{on.items, on.books});
    ending made = ending_of(ran);
    if (ran) made.output = ag::encode(*ran);
    if (ran.has_error()) std::visit(taken_down{made}, ran.error());
    return made;
}

ending document_run(std::string const& line, document::executable const& handler) {
    auto const ran = handler.run(ag::json::value(line));
    ending made = ending_of(ran);
    if (ran) made.output = *ran;
    if (ran.has_error()) {
        auto const& why = std::get<document::failure>(ran.error());
        made.error = why.type;
        made.detail = why.detail;
    }
    return made;
}

std::string in_words(ending const& of) {
    std::string words{ag::name(of.how)};
    if (!of.action.empty()) words += " at \"" + of.action + '"';
    if (!of.error.empty()) words += ": " + of.error;
    if (of.how != ag::status::completed) return words;
    auto const given = ag::decode<confirmation>(of.output);
    if (!given) return words + ": " + ag::json::serialize(of.output);
    return words + ": " + given->order + ' ' + in_words(given->total)
         + (given->already_placed ? ", again" : "");
}

ag::json::object in_full(ending const& of) {
    return {{"status", ag::name(of.how)}, {"phase", ag::name(of.part)}, {"retryable", of.retryable},
            {"action", of.action},        {"error", of.error},          {"detail", of.detail},
            {"output", of.output}};
}

void print_findings(document::findings const& found, std::string const& text, std::string const& file) {
    std::fputs(document::render_terminal(found, text, file).c_str(), stdout);
}

/// Services of nothing, for judging documents: validation reads types and calls nobody.
struct closed_catalogue final : catalogue {
    ag::result<shelf, one_of<unknown_sku, store_error>> items(order const&) override { return shelf{}; }
    ag::result<rate, one_of<unknown_currency, store_error>> rate_for(order const&) override { return rate{}; }
};
struct closed_books final : order_book {
    ag::result<std::optional<entry>, store_error> find(order const&) override { return std::nullopt; }
    placing place(priced_order const& wanted, ag::idempotency_key<std::string>) override {
        return ag::unexpected(id_reused{wanted.id});
    }
};

} // namespace

int run_side_by_side(std::istream& orders, shop typed, shop other, std::string const& text,
                     std::string const& file) {
    document::registry const actions = actions_of(other.items, other.books);
    auto const handler = document::executable::assemble(text, actions);
    if (!handler) {
        print_findings(handler.error(), text, file);
        return 1;
    }
    std::printf("%4s  %-46s  %s\n", "line", "compiled", file.c_str());
    int number = 0;
    int different = 0;
    for (std::string line; std::getline(orders, line);) {
        ending const first = typed_run(line, typed);
        ending const second = document_run(line, *handler);
        std::printf("%4d  %-46s  %s\n", ++number, in_words(first).c_str(), in_words(second).c_str());
        if (first == second) continue;
        ++different;
        std::printf("      not the same:\n      %s\n      %s\n", ag::json::serialize(in_full(first)).c_str(),
                    ag::json::serialize(in_full(second)).c_str());
    }
    if (different > 0) {
        std::printf("\n%d of %d orders did not come to the same\n", different, number);
        return 1;
    }
    std::printf("\n%d orders, each the same both ways: status, phase, failed action, error, output\n",
                number);
    return 0;
}

int check(std::string const& text, std::string const& file) {
    closed_catalogue items;
    closed_books books;
    document::registry const actions = actions_of(items, books);
    auto const judged = document::validate(text, actions);
    print_findings(judged.found, text, file);
    return judged ? 0 : 1;
}

} // namespace order_intake
