#ifndef ACTION_GRAMMAR_TESTS_FAULTS_CRASH_ARGUMENTS_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_CRASH_ARGUMENTS_HPP

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

namespace faults {

/// The arguments of a program: `name=value` each.
class arguments {
public:
    arguments(int count, char** given) {
        for (int i = 1; i < count; ++i) {
            std::string_view const one(given[i]);
            auto const equals = one.find('=');
            values_[std::string(one.substr(0, equals))] =
                equals == std::string_view::npos ? "" : std::string(one.substr(equals + 1));
        }
    }
    [[nodiscard]] std::string text(std::string const& name, std::string otherwise = {}) const {
        auto const at = values_.find(name);
        return at == values_.end() ? otherwise : at->second;
    }
    [[nodiscard]] long number(std::string const& name, long otherwise) const {
        auto const at = values_.find(name);
        return at == values_.end() ? otherwise : std::atol(at->second.c_str());
    }

private:
    std::map<std::string, std::string> values_;
};

/// Counts what was checked and what was not so.
class verdict {
public:
    void check(bool holds, std::string const& what) {
        ++checked_;
        if (holds) return;
        if (++broken_ <= 20) std::fprintf(stderr, "BROKEN: %s\n", what.c_str());
    }
    [[nodiscard]] int exit_code() const noexcept { return broken_ == 0 && checked_ > 0 ? 0 : 1; }
    [[nodiscard]] long checked() const noexcept { return checked_; }
    [[nodiscard]] long broken() const noexcept { return broken_; }

private:
    long checked_ = 0;
    long broken_ = 0;
};

} // namespace faults

#endif
