#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_SCOPE_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_SCOPE_HPP

// Which names are known at a place in an expression, and how far away they are declared.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/nearest.hpp>

namespace action_grammar::expression::detail {

enum class name_kind : std::uint8_t { variable, function, parameter, label };

/// A name that was declared. The evaluator keeps what varies in cells, one under the other; `cells` is how many there
/// were before the declaration.
struct declared_name {
    name_kind kind = name_kind::variable;
    std::string name;
    std::size_t arity = 0;
    std::uint32_t symbol = 0;
    std::uint32_t cells = 0;
};

/// The names that are known, innermost last.
class scope {
public:
    std::uint32_t cells() const noexcept { return cells_; }
    std::size_t size() const noexcept { return names_.size(); }

    /// Declares a name that has a cell.
    void declare(name_kind kind, std::string_view name, std::uint32_t symbol) {
        names_.push_back({kind, std::string(name), 0, symbol, cells_++});
    }
    /// Declares a function, which has none.
    void declare_function(std::string_view name, std::size_t arity, std::uint32_t symbol) {
        names_.push_back({name_kind::function, std::string(name), arity, symbol, cells_});
    }

    /// The declaration that the name means, or nothing.
    declared_name const* find(name_kind kind, std::string_view name, std::size_t arity = 0) const noexcept {
        for (std::size_t i = names_.size(); i-- > 0;)
            if (names_[i].kind == kind && names_[i].arity == arity && names_[i].name == name)
                return &names_[i];
        return nullptr;
    }
    /// The function or parameter, whichever is nearer.
    declared_name const* find_callable(std::string_view name, std::size_t arity) const noexcept {
        for (std::size_t i = names_.size(); i-- > 0;)
            if ((names_[i].kind == name_kind::function || names_[i].kind == name_kind::parameter)
                && names_[i].arity == arity && names_[i].name == name)
                return &names_[i];
        return nullptr;
    }
    std::uint32_t hops_to(declared_name const& declared) const noexcept {
        return declared.kind == name_kind::function ? cells_ - declared.cells : cells_ - declared.cells - 1;
    }

    template <class Consumer>
    void for_each(Consumer&& consume) const {
        for (declared_name const& each : names_)
            consume(each);
    }

    /// Forgets all names but the first `size`, and returns them for restore.
    std::vector<declared_name> forget(std::size_t size) {
        std::vector<declared_name> forgotten(
            std::make_move_iterator(names_.begin() + static_cast<std::ptrdiff_t>(size)),
            std::make_move_iterator(names_.end()));
        names_.resize(size);
        for (declared_name const& each : forgotten)
            if (each.kind != name_kind::function) --cells_;
        return forgotten;
    }
    void restore(std::vector<declared_name> forgotten) {
        for (declared_name& each : forgotten) {
            if (each.kind != name_kind::function) ++cells_;
            names_.push_back(std::move(each));
        }
    }

private:
    std::vector<declared_name> names_;
    std::uint32_t cells_ = 0;
};

} // namespace action_grammar::expression::detail

#endif
