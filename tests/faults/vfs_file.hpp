#ifndef ACTION_GRAMMAR_TESTS_FAULTS_VFS_FILE_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_VFS_FILE_HPP

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulation_dice.hpp"

namespace fault_tests {

/// How a loss of power treats what was not synced. Each sector of each write fares for itself, so that what was
/// written later may be there and what was written earlier not.
enum class loss_of_power { keeps_all, keeps_none, keeps_some, tears };

/// A file as its readers see it, beside what a loss of power would leave of it.
class stored_file {
public:
    static constexpr std::size_t sector = 512;

    stored_file() = default;
    explicit stored_file(std::string synced) : content_(synced), durable_(std::move(synced)) {}

    [[nodiscard]] std::string const& content() const noexcept { return content_; }

    void write(std::size_t at, std::string_view bytes) {
        put(content_, at, bytes);
        pending_.push_back({at, std::string(bytes), false});
    }
    void truncate(std::size_t size) {
        content_.resize(size);
        pending_.push_back({size, {}, true});
    }
    void sync() {
        for (change const& one : pending_)
            apply(durable_, one);
        pending_.clear();
    }
    /// A sync that fails has written some of it.
    void sync_partly(dice& chance) {
        std::erase_if(pending_, [&](change const& one) {
            if (!chance.once_in(2)) return false;
            apply(durable_, one);
            return true;
        });
    }
    void lose_power(loss_of_power how, dice& chance) {
        for (change const& one : pending_)
            survive(one, how, chance);
        pending_.clear();
        content_ = durable_;
    }

private:
    struct change {
        std::size_t at;
        std::string bytes;
        bool truncates;
    };

    static void put(std::string& into, std::size_t at, std::string_view bytes) {
        if (into.size() < at + bytes.size()) into.resize(at + bytes.size());
        std::memcpy(into.data() + at, bytes.data(), bytes.size());
    }
    static void apply(std::string& into, change const& one) {
        if (one.truncates)
            into.resize(one.at);
        else
            put(into, one.at, one.bytes);
    }
    void survive(change const& one, loss_of_power how, dice& chance) {
        if (how == loss_of_power::keeps_none) return;
        if (how == loss_of_power::keeps_all) return apply(durable_, one);
        if (one.truncates) {
            if (chance.once_in(2)) apply(durable_, one);
            return;
        }
        for (std::size_t from = 0; from < one.bytes.size();) {
            std::size_t const end = std::min(one.bytes.size(), from + sector - (one.at + from) % sector);
            std::string part = one.bytes.substr(from, end - from);
            if (how == loss_of_power::tears && chance.once_in(4)) tear(part, chance);
            if (chance.once_in(2)) put(durable_, one.at + from, part);
            from = end;
        }
    }
    /// Bytes that were not written are spared, as `SQLITE_IOCAP_POWERSAFE_OVERWRITE` says.
    static void tear(std::string& part, dice& chance) {
        auto const from = static_cast<std::size_t>(chance.below(static_cast<int>(part.size())));
        for (std::size_t i = from; i < part.size(); ++i)
            part[i] = static_cast<char>(chance.below(256));
    }

    std::string content_;
    std::string durable_;
    std::vector<change> pending_;
};

} // namespace fault_tests

#endif
