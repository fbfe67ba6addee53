#ifndef ACTION_GRAMMAR_TESTS_FAULTS_CRASH_CONNECTION_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_CRASH_CONNECTION_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <action_grammar/resources/sql/connection.hpp>
#include <action_grammar/resources/sql/sent_together.hpp>

#include "crash_points.hpp"

namespace faults {

namespace ag = action_grammar;

/// A connection that dies before or behind one of its statements.
template <ag::sql::connection Base>
class crashing {
public:
    using options = typename Base::options;
    using dialect = typename Base::dialect;

    class [[nodiscard]] rows {
    public:
        rows(typename Base::rows inner, int number) : inner_(std::move(inner)), number_(number) {}
        ag::result<bool, ag::sql::error> next() {
            auto more = inner_.next();
            if (more && !*more) reach_statement(point::after_statement, number_);
            return more;
        }
        [[nodiscard]] std::size_t columns() const { return inner_.columns(); }
        [[nodiscard]] std::string_view name(std::size_t column) const { return inner_.name(column); }
        [[nodiscard]] ag::sql::value at(std::size_t column) const { return inner_.at(column); }

    private:
        typename Base::rows inner_;
        int number_;
    };

    static ag::result<crashing, ag::sql::error> open(options const& wanted) {
        auto opened = Base::open(wanted);
        if (!opened) return ag::unexpected(std::move(opened).error());
        return crashing(*std::move(opened));
    }

    ag::result<rows, ag::sql::error> run(std::string_view text, std::span<ag::sql::value const> values,
                                         ag::sql::effect does = ag::sql::effect::changes) {
        int const number = statements++;
        reach_statement(point::before_statement, number);
        auto running = base_.run(text, values, does);
        if (!running) return ag::unexpected(std::move(running).error());
        return rows(*std::move(running), number);
    }
    ag::result<ag::sql::statement_text const*, ag::sql::error> parameters(std::string_view text) {
        return base_.parameters(text);
    }
    ag::result<void, ag::sql::error> execute_script(std::string const& text) {
        return base_.execute_script(text);
    }
    [[nodiscard]] std::int64_t changes() const noexcept { return base_.changes(); }

    ag::result<void, ag::sql::error> begin() {
        return counted([&] { return base_.begin(); });
    }
    ag::result<void, ag::sql::error> commit() {
        return counted([&] {
            reach(point::before_commit);
            auto committed = base_.commit();
            reach(point::after_commit);
            return committed;
        });
    }
    ag::result<rows, ag::sql::error>
    begin_and_run(std::string_view text, std::span<ag::sql::value const> values, ag::sql::effect does)
        requires ag::sql::detail::begins_with_statement<Base>
    {
        int const number = statements++;
        reach_statement(point::before_statement, number);
        auto running = base_.begin_and_run(text, values, does);
        if (!running) return ag::unexpected(std::move(running).error());
        return rows(*std::move(running), number);
    }
    ag::result<std::int64_t, ag::sql::error> run_and_commit(std::string_view text,
                                                            std::span<ag::sql::value const> values)
        requires ag::sql::detail::commits_with_statement<Base>
    {
        return counted([&] {
            reach(point::before_commit);
            auto committed = base_.run_and_commit(text, values);
            reach(point::after_commit);
            return committed;
        });
    }
    ag::result<void, ag::sql::error> rollback() {
        return counted([&] { return base_.rollback(); });
    }
    [[nodiscard]] std::size_t depth() const noexcept { return base_.depth(); }
    [[nodiscard]] bool in_transaction() const noexcept { return base_.in_transaction(); }
    ag::deadline restrict_to(ag::deadline until) noexcept { return base_.restrict_to(until); }
    bool renew() noexcept { return base_.renew(); }

private:
    explicit crashing(Base base) : base_(std::move(base)) {}

    template <class Work>
    static auto counted(Work work) {
        int const number = statements++;
        reach_statement(point::before_statement, number);
        auto made = work();
        reach_statement(point::after_statement, number);
        return made;
    }

    Base base_;
};

} // namespace faults

#endif
