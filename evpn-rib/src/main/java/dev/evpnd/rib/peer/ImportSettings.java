package dev.evpnd.rib.peer;

import dev.evpnd.rib.policy.Policy;
import dev.evpnd.wire.address.AddressFamily;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/// What is taken from a peer.
///
/// @param requiresPolicy whether an external peer without a policy is taken nothing from (RFC 8212)
/// @param policy that EVPN routes of the peer pass, or null where there is none
/// @param ownAs how often AS_PATH may have the AS of this speaker
/// @param enforceFirstAs whether the AS_PATH of an external peer has to begin with its AS (RFC 4271
///   section 6.3); a route server's does not (RFC 7947 section 2.2.2)
/// @param opaque whether routes of types that are not known are taken all the same. Which octets of
///   such a route are its key nobody can tell, so that all of them have to be: what its peer takes
///   for a new version of a route is then a second route here, and the first one stays until it is
///   withdrawn. That is why RFC 7606 section 5.4 has such routes discarded, and why this is no
///   default
/// @param localAs that an external peer takes this speaker to be in, or null for its own
/// @param limits how many routes of a family are taken; any number where a family is missing
public record ImportSettings(
        boolean requiresPolicy,
        @Nullable Policy policy,
        OwnAsAllowance ownAs,
        boolean enforceFirstAs,
        boolean opaque,
        Map<AddressFamily, PrefixLimit> limits,
        StaleSettings stale,
        @Nullable LocalAs localAs) {

    public static final ImportSettings DEFAULT =
            new ImportSettings(
                    true,
                    null,
                    OwnAsAllowance.NONE,
                    true,
                    false,
                    Map.of(),
                    StaleSettings.DEFAULT,
                    null);

    public ImportSettings {
        limits = Map.copyOf(limits);
    }

    public Optional<PrefixLimit> limit(AddressFamily family) {
        return Optional.ofNullable(limits.get(family));
    }

    /// How many routes of a family are taken at the most.
    public int most(AddressFamily family) {
        var limit = limits.get(family);
        return limit == null || limit.warningOnly() ? Integer.MAX_VALUE : limit.most();
    }

    public ImportSettings withRequiresPolicy(boolean changed) {
        return new ImportSettings(
                changed, policy, ownAs, enforceFirstAs, opaque, limits, stale, localAs);
    }

    public ImportSettings withPolicy(@Nullable Policy changed) {
        return new ImportSettings(
                requiresPolicy, changed, ownAs, enforceFirstAs, opaque, limits, stale, localAs);
    }

    public ImportSettings withOwnAs(OwnAsAllowance changed) {
        return new ImportSettings(
                requiresPolicy, policy, changed, enforceFirstAs, opaque, limits, stale, localAs);
    }

    public ImportSettings withEnforceFirstAs(boolean changed) {
        return new ImportSettings(
                requiresPolicy, policy, ownAs, changed, opaque, limits, stale, localAs);
    }

    public ImportSettings withOpaque(boolean changed) {
        return new ImportSettings(
                requiresPolicy, policy, ownAs, enforceFirstAs, changed, limits, stale, localAs);
    }

    public ImportSettings withLimits(Map<AddressFamily, PrefixLimit> changed) {
        return new ImportSettings(
                requiresPolicy, policy, ownAs, enforceFirstAs, opaque, changed, stale, localAs);
    }

    public ImportSettings withStale(StaleSettings changed) {
        return new ImportSettings(
                requiresPolicy, policy, ownAs, enforceFirstAs, opaque, limits, changed, localAs);
    }

    public ImportSettings withLocalAs(@Nullable LocalAs changed) {
        return new ImportSettings(
                requiresPolicy, policy, ownAs, enforceFirstAs, opaque, limits, stale, changed);
    }
}
