// SPDX-License-Identifier: Apache-2.0
#pragma once
// Transactions as people make them, and as forgers do.

#include "tests/contract/rights_world.h"

namespace hotswap::rights {

/// What `who` writes when they do this, whether they may or not.
ports::Transaction act(const Stream& stream, Verb verb, const std::string& who);
ports::Transaction submit(const World& world, const std::string& tenant, const std::string& who);
/// The same in an environment with approval, floor and judgement, asking for no less than that.
ports::Transaction submitGated(const World& world, const std::string& who);
/// A submission that takes the place of the queued stream.
ports::Transaction supersede(const World& world, const std::string& who);
/// The deciding vote on the stream's approval.
ports::Transaction vote(const Stream& stream, const std::string& who);

/// One of each kind of event, without anything in it.
std::vector<DeploymentEventBody> emptyEvents();

struct Forgery {
    std::string what;
    ports::Transaction tx;
    std::string before{}; ///< statements of the superuser around it
    std::string after{};
};

/// Transactions that `who` has to be refused.
std::vector<Forgery> forgeries(const World& world, const std::string& who);
std::vector<Forgery> forgedVotes(const World& world, const std::string& who);

} // namespace hotswap::rights
