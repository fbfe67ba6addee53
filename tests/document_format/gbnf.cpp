#include "gbnf.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace gbnf {

/// Reads one rule after the other, each on a line of its own.
struct grammar::reader {
    grammar& into;
    std::string_view text;
    std::size_t at = 0;

    void fail(std::string why) {
        if (into.problem_.empty()) into.problem_ = std::move(why) + " at " + std::string(text.substr(at, 40));
        at = text.size();
    }
    bool is_at(std::string_view wanted) const { return text.substr(at).starts_with(wanted); }
    void skip_space() {
        while (at < text.size() && text[at] == ' ')
            ++at;
    }
    static bool is_name(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
            || (letter >= '0' && letter <= '9') || letter == '-';
    }
    std::string name() {
        std::size_t const start = at;
        while (at < text.size() && is_name(text[at]))
            ++at;
        return std::string(text.substr(start, at - start));
    }
    std::size_t add(part made) {
        into.parts_.push_back(std::move(made));
        return into.parts_.size() - 1;
    }

    void rules() {
        while (at < text.size()) {
            std::string const called = name();
            skip_space();
            if (called.empty() || !is_at("::=")) return fail("a rule was expected");
            at += 3;
            std::size_t const body = alternatives();
            if (!into.rules_.emplace(called, body).second)
                return fail("the rule " + called + " stands twice");
            if (at < text.size() && text[at] != '\n') return fail("the end of a rule was expected");
            ++at;
        }
    }
    std::size_t alternatives() {
        part made{kind::alternatives};
        made.of.push_back(sequence());
        while (is_at("|")) {
            ++at;
            made.of.push_back(sequence());
        }
        return add(std::move(made));
    }
    std::size_t sequence() {
        part made{kind::sequence};
        for (skip_space(); at < text.size() && !is_at("|") && !is_at(")") && !is_at("\n"); skip_space())
            made.of.push_back(repeated(single()));
        if (made.of.empty()) fail("an alternative is empty");
        return add(std::move(made));
    }
    std::size_t single() {
        if (is_at("\"")) return quoted();
        if (is_at("[")) return one_of();
        if (is_at("(")) {
            ++at;
            std::size_t const inner = alternatives();
            if (!is_at(")")) fail("a parenthesis is not closed");
            ++at;
            return inner;
        }
        part made{kind::rule};
        made.text = name();
        if (made.text.empty()) fail("a symbol was expected");
        return add(std::move(made));
    }
    char letter() {
        char read = text[at++];
        if (read != '\\' || at >= text.size()) return read;
        read = text[at++];
        switch (read) {
        case 'n': return '\n';
        case 't': return '\t';
        case 'r': return '\r';
        case 'x': {
            int const code = std::stoi(std::string(text.substr(at, 2)), nullptr, 16);
            at += 2;
            return static_cast<char>(code);
        }
        default: return read;
        }
    }
    std::size_t quoted() {
        part made{kind::text};
        for (++at; at < text.size() && text[at] != '"';)
            made.text += letter();
        ++at;
        return add(std::move(made));
    }
    std::size_t one_of() {
        part made{kind::one_of};
        ++at;
        if (is_at("^")) {
            made.excluded = true;
            ++at;
        }
        while (at < text.size() && text[at] != ']') {
            auto const first = static_cast<unsigned char>(letter());
            auto last = first;
            if (is_at("-") && !is_at("-]")) {
                ++at;
                last = static_cast<unsigned char>(letter());
            }
            made.ranges.push_back({first, last});
        }
        ++at;
        return add(std::move(made));
    }
    std::size_t repeated(std::size_t inner) {
        constexpr std::size_t many = std::numeric_limits<std::size_t>::max();
        part made{kind::repetition};
        made.of = {inner};
        if (is_at("*")) {
            made.least = 0, made.most = many;
        } else if (is_at("+")) {
            made.most = many;
        } else if (is_at("?")) {
            made.least = 0;
        } else if (is_at("{")) {
            std::size_t const end = text.find('}', at);
            std::size_t const comma = text.find(',', at);
            made.least = std::stoul(std::string(text.substr(at + 1, comma - at - 1)));
            made.most = std::stoul(std::string(text.substr(comma + 1, end - comma - 1)));
            at = end;
        } else {
            return inner;
        }
        ++at;
        return add(std::move(made));
    }
};

grammar::grammar(std::string_view text) {
    reader{*this, text}.rules();
    for (part const& each : parts_)
        if (each.what == kind::rule && !rules_.contains(each.text) && problem_.empty())
            problem_ = "there is no rule " + each.text;
    if (!rules_.contains("root") && problem_.empty()) problem_ = "there is no root";
}

std::vector<std::string> grammar::unused() const {
    std::set<std::size_t> seen;
    std::vector<std::size_t> open{rules_.at("root")};
    while (!open.empty()) {
        std::size_t const next = open.back();
        open.pop_back();
        if (!seen.insert(next).second) continue;
        for (std::size_t const each : parts_[next].of)
            open.push_back(each);
        if (parts_[next].what == kind::rule) open.push_back(rules_.at(parts_[next].text));
    }
    std::vector<std::string> left;
    for (auto const& [name, body] : rules_)
        if (!seen.contains(body)) left.push_back(name);
    return left;
}

/// Where a part that begins at a place may end.
struct grammar::run {
    grammar const& of;
    std::string_view text;
    using places = std::set<std::size_t>;
    std::map<std::pair<std::size_t, std::size_t>, places> known{};

    places const& ends(std::size_t which, std::size_t at) {
        auto const [entry, is_new] = known.try_emplace({which, at});
        if (!is_new) return entry->second;
        places found = look(of.parts_[which], at);
        return entry->second = std::move(found);
    }
    places look(part const& here, std::size_t at) {
        switch (here.what) {
        case kind::text:
            return text.substr(at).starts_with(here.text) ? places{at + here.text.size()} : places{};
        case kind::one_of: {
            if (at >= text.size()) return {};
            auto const letter = static_cast<unsigned char>(text[at]);
            bool const in = std::ranges::any_of(
                here.ranges, [&](range each) { return letter >= each.first && letter <= each.last; });
            return in != here.excluded ? places{at + 1} : places{};
        }
        case kind::rule: return ends(of.rules_.find(here.text)->second, at);
        case kind::alternatives: {
            places all;
            for (std::size_t const each : here.of)
                all.insert(ends(each, at).begin(), ends(each, at).end());
            return all;
        }
        case kind::sequence: {
            places now{at};
            for (std::size_t const each : here.of)
                now = behind(now, each);
            return now;
        }
        case kind::repetition: {
            places now{at};
            places all = here.least == 0 ? now : places{};
            for (std::size_t times = 1; times <= here.most && !now.empty(); ++times) {
                places next = behind(now, here.of.front());
                std::size_t const before = all.size();
                if (times >= here.least) all.insert(next.begin(), next.end());
                if (times > here.least && all.size() == before) break;
                now = std::move(next);
            }
            return all;
        }
        }
        return {};
    }
    places behind(places const& now, std::size_t which) {
        places next;
        for (std::size_t const each : now) {
            places const& ended = ends(which, each);
            next.insert(ended.begin(), ended.end());
        }
        return next;
    }
};

bool grammar::accepts(std::string_view text) const {
    run asked{*this, text};
    return asked.ends(rules_.at("root"), 0).contains(text.size());
}

} // namespace gbnf
