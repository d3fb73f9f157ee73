package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.wire.address.IpAddress;

import java.util.List;

/// Whether all that the kernel should hold is known for the first time: each configured peer has
/// told all that it has, what follows was decided, and has arrived. Belongs to the thread of the
/// routes.
final class FirstRoutes {

    private enum Stage {
        /// Peers, or the kernel, have yet to tell something.
        AWAITED,
        /// All was decided.
        DECIDED,
        /// All was handed over.
        HANDED,
        ARRIVED
    }

    private Stage stage = Stage.AWAITED;
    private boolean hasKernelTold;
    private Configuration configuration;

    FirstRoutes(Configuration configuration) {
        this.configuration = configuration;
    }

    void configure(Configuration changed) {
        configuration = changed;
    }

    /// The instances know of all that was in the kernel at the beginning.
    void kernelTold() {
        hasKernelTold = true;
    }

    /// Whether all was decided that follows from what all peers have told.
    boolean areDecided(Rib rib) {
        if (hasKernelTold && !rib.isDeferring() && haveToldAll(rib) && rib.settle(1)) {
            stage = Stage.DECIDED;
        }
        return stage != Stage.AWAITED;
    }

    /// Who comes by a listen range is not awaited, so it is not known when all are there.
    private boolean haveToldAll(Rib rib) {
        var peers = awaited();
        return configuration.ranges().isEmpty()
                && !peers.isEmpty()
                && peers.stream().allMatch(each -> hasToldAll(rib, each));
    }

    private List<IpAddress> awaited() {
        return configuration.neighbors().stream()
                .filter(each -> each.settings().shutdown().isEmpty())
                .map(Neighbor::address)
                .toList();
    }

    private static boolean hasToldAll(Rib rib, IpAddress peer) {
        return rib.view()
                .exchange(peer)
                .filter(
                        it -> {
                            var evpn = it.families().get(RouteFamily.EVPN);
                            return it.established() && (evpn == null || evpn.in().endOfRib());
                        })
                .isPresent();
    }

    /// More can be handed over, for all before has arrived; and if there is more, it is now.
    ///
    /// @return whether all has arrived, which is said once
    boolean handingOver() {
        switch (stage) {
            case DECIDED -> stage = Stage.HANDED;
            case HANDED -> {
                stage = Stage.ARRIVED;
                return true;
            }
            case AWAITED, ARRIVED -> {}
        }
        return false;
    }

    boolean isHanded() {
        return stage == Stage.HANDED;
    }
}
