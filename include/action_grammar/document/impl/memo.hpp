#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_MEMO_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_MEMO_HPP

// What judging documents found out and what holds of every other document as well: contracts of schemas, what filters
// make of contracts, how contracts compare. A registry keeps it, so that a document much like one before is judged
// without asking again.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/containment/comparison.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/load_options.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/impl/count_values.hpp>

namespace action_grammar::document::detail {

/// What is asked; it decides of which type the answer is.
enum class question : char {
    loaded_schema = 1,
    inferred_schema,
    use_of_filter,
    contract_of_members,
    contract_of_list,
    contract_of_element,
    contract_of_alternatives,
    contract_at_place,
    contract_of_both,
    comparison,
    containment,
};

/// A question with all that the answer depends on, spelled such that no two questions have the same bytes. Contracts
/// stand in it by their identity, which is why it holds them.
class memo_key {
public:
    explicit memo_key(question what) {
        constexpr std::size_t usual = 240;
        bytes_.reserve(usual);
        bytes_.push_back(static_cast<char>(what));
    }

    memo_key& add(std::uint64_t number) {
        bytes_.append(reinterpret_cast<char const*>(&number), sizeof number);
        return *this;
    }
    memo_key& add(std::string_view text) {
        add(static_cast<std::uint64_t>(text.size()));
        if (fits(text.size())) bytes_.append(text);
        return *this;
    }
    memo_key& add(contract const& of) {
        about_.push_back(of);
        return add(static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(of.identity())));
    }
    /// With the order of members, which what is said of a schema follows.
    memo_key& add_value(json::value const& value) {
        append(value, 0);
        return *this;
    }

    /// Whether it is small enough to be kept.
    bool is_usable() const noexcept { return usable_; }
    std::string const& bytes() const noexcept { return bytes_; }
    std::vector<contract>& about() noexcept { return about_; }

private:
    static constexpr std::size_t most_bytes = 8'192;
    static constexpr unsigned deepest = 128;

    bool fits(std::size_t more) noexcept {
        usable_ = usable_ && bytes_.size() + more <= most_bytes;
        return usable_;
    }
    void append(json::value const& value, unsigned depth) {
        usable_ = usable_ && depth <= deepest;
        if (!fits(0)) return;
        bytes_.push_back(static_cast<char>(value.kind()));
        switch (value.kind()) {
        case json::kind::null: break;
        case json::kind::bool_: bytes_.push_back(value.get_bool() ? '\1' : '\0'); break;
        case json::kind::int64: add(static_cast<std::uint64_t>(value.get_int64())); break;
        case json::kind::uint64: add(value.get_uint64()); break;
        case json::kind::double_: {
            double const number = value.get_double();
            bytes_.append(reinterpret_cast<char const*>(&number), sizeof number);
            break;
        }
        case json::kind::string:
            add(std::string_view(value.get_string().data(), value.get_string().size()));
            break;
        case json::kind::array:
            add(static_cast<std::uint64_t>(value.get_array().size()));
            for (json::value const& each : value.get_array())
                append(each, depth + 1);
            break;
        case json::kind::object:
            add(static_cast<std::uint64_t>(value.get_object().size()));
            for (auto const& member : value.get_object()) {
                add(std::string_view(member.key().data(), member.key().size()));
                append(member.value(), depth + 1);
            }
            break;
        }
    }

    std::string bytes_;
    std::vector<contract> about_;
    bool usable_ = true;
};

/// Answers by question; safe to use from many threads. It holds no more than two generations of answers: when the
/// younger one is full, the older is forgotten, but for what was asked for since.
class memo_store {
public:
    memo_store() = default;
    memo_store(memo_store const&) = delete;
    memo_store& operator=(memo_store const&) = delete;

    /// The answer to a question, or null.
    std::shared_ptr<void const> find(memo_key const& asked) {
        std::lock_guard const lock(guard_);
        if (auto const found = young_.find(asked.bytes()); found != young_.end()) return found->second.answer;
        auto const found = old_.find(asked.bytes());
        if (found == old_.end()) return nullptr;
        auto kept = old_.extract(found);
        auto answer = kept.mapped().answer;
        weight_ += kept.mapped().weight;
        young_.insert(std::move(kept));
        return answer;
    }

    /// Keeps an answer, and returns it, or the one that another thread was first with.
    ///
    /// @param weight  about how many schemas and other such parts it holds
    std::shared_ptr<void const> keep(memo_key asked, std::shared_ptr<void const> answer, std::size_t weight) {
        weight += 1 + asked.bytes().size() / bytes_of_a_part;
        if (weight > largest) return answer;
        answers forgotten; // is destroyed after the lock is given back
        std::lock_guard const lock(guard_);
        if (young_.size() >= most_answers || weight_ + weight > most_weight) {
            forgotten = std::exchange(old_, std::exchange(young_, {}));
            weight_ = 0;
        }
        auto const [place, is_new] = young_.try_emplace(asked.bytes());
        if (!is_new) return place->second.answer;
        place->second = {answer, std::move(asked.about()), weight};
        weight_ += weight;
        return answer;
    }

private:
    struct entry {
        std::shared_ptr<void const> answer;
        std::vector<contract> about; ///< Whose identities are in the question.
        std::size_t weight = 0;
    };
    using answers = std::unordered_map<std::string, entry>;

    // Of one generation. A schema takes about a kilobyte, and some more once it was compared: 20 MiB in all.
    static constexpr std::size_t most_answers = 2'000;
    static constexpr std::size_t most_weight = 5'000;
    static constexpr std::size_t largest = 400;
    static constexpr std::size_t bytes_of_a_part = 512;

    std::mutex guard_;
    answers young_;
    answers old_;
    std::size_t weight_ = 0;
};

/// A store as the judging of one document sees it. What a document adds is limited, so that no document drives out what
/// others need.
class memo {
public:
    /// @param all  null: nothing is known, and nothing kept
    explicit memo(memo_store* all) noexcept : all_(all) {}

    std::shared_ptr<void const> find(memo_key const& asked) {
        return all_ == nullptr ? nullptr : all_->find(asked);
    }
    std::shared_ptr<void const> keep(memo_key asked, std::shared_ptr<void const> answer, std::size_t weight) {
        if (all_ == nullptr || left_ == 0) return answer;
        --left_;
        return all_->keep(std::move(asked), std::move(answer), weight);
    }

private:
    memo_store* all_;
    std::size_t left_ = 1'000; ///< Answers that may be added.
};

// How large an answer is, in schemas or parts like them.
inline std::size_t weight_of(bool) noexcept { return 1; }
inline std::size_t weight_of(contract const& of) noexcept { return of.weight(); }
inline std::size_t weight_of(result<contract, schema::load_error> const& of) noexcept {
    return of ? of->weight() : 1;
}
inline std::size_t weight_of(containment::comparison const& of) noexcept {
    return of.witness ? count_values(*of.witness) : 1;
}

/// The answer to a question: as it was found before, or as `make()` finds it, which is kept. `make` returns a pointer
/// to what may be shared, and `weight_of` is asked how large that is.
///
/// @param known  null: nothing is known, and nothing kept
template <class Make>
std::invoke_result_t<Make const&> remembered(memo* known, memo_key asked, Make const& make) {
    using pointer = std::invoke_result_t<Make const&>;
    if (known == nullptr || !asked.is_usable()) return make();
    if (auto found = known->find(asked))
        return std::static_pointer_cast<typename pointer::element_type>(std::move(found));
    pointer made = make();
    std::size_t const weight = weight_of(*made);
    return std::static_pointer_cast<typename pointer::element_type>(
        known->keep(std::move(asked), std::move(made), weight));
}

} // namespace action_grammar::document::detail

#endif
