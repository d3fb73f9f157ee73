package dev.evpnd.rib.instance;

import dev.evpnd.rib.instance.AddressEntry.Place;
import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

/// Says what follows from where an address is: what the kernel should hold of it, and what is
/// announced.
final class HostPublisher {
    private final Outcome outcome;
    private MacVrfSettings vrf;
    private @Nullable IpVrf ipVrf;

    HostPublisher(MacVrfSettings vrf, Outcome outcome) {
        this.vrf = vrf;
        this.outcome = outcome;
    }

    MacVrfSettings vrf() {
        return vrf;
    }

    void setVrf(MacVrfSettings changed) {
        vrf = changed;
    }

    /// The IP-VRF that routes for the bridge domain, where it is configured.
    @Nullable IpVrf ipVrf() {
        return ipVrf;
    }

    void setIpVrf(@Nullable IpVrf changed) {
        ipVrf = changed;
    }

    void publish(MacEntry entry) {
        switch (entry.place()) {
            case Place.Nowhere() -> {
                outcome.drop(IntentKey.mac(vrf.vni(), entry.mac()));
                withdraw(entry);
            }
            case Place.Here() -> {
                outcome.cede(IntentKey.mac(vrf.vni(), entry.mac()));
                outcome.announce(Originator.mac(vrf, tenant(), entry));
                entry.setAnnounced(true);
            }
            case Place.There(var candidate) -> {
                withdraw(entry);
                outcome.hold(remoteMac(candidate));
            }
        }
    }

    void withdraw(MacEntry entry) {
        if (entry.isAnnounced()) {
            outcome.withdraw(Originator.hostRoute(vrf, entry.mac(), null));
            entry.setAnnounced(false);
        }
    }

    private Intent remoteMac(HostCandidate candidate) {
        int label = candidate.route().label1().vni();
        return new Intent.RemoteMac(
                vrf.vni(),
                candidate.mac(),
                candidate.vtep(),
                label == 0 ? vrf.vni() : new Vni(label),
                candidate.claim().sticky(),
                candidate.offer().attributes().gateway());
    }

    /// @param owner of the address where it is here
    void publish(IpEntry entry, @Nullable MacEntry owner) {
        boolean wasHere = entry.announced() != null;
        var binding = entry.binding();
        if (entry.place().isHere() && owner != null && binding != null) {
            outcome.cede(neighborKey(entry));
            announce(entry, owner, binding.router());
        } else {
            withdraw(entry);
            if (entry.place() instanceof Place.There(var candidate)) {
                outcome.hold(remoteNeighbor(entry.address(), candidate));
            } else {
                outcome.drop(neighborKey(entry));
            }
        }
        boolean isHere = entry.announced() != null;
        if (ipVrf != null && isHere != wasHere) {
            ipVrf.hostChanged(entry.address());
        } else if (ipVrf != null && !isHere) {
            ipVrf.neighborChanged(entry.address());
        }
    }

    private IntentKey neighborKey(IpEntry entry) {
        return IntentKey.of(IntentKey.Kind.NEIGHBOR, vrf.vni(), entry.address());
    }

    private void announce(IpEntry entry, MacEntry owner, boolean router) {
        if (!owner.mac().equals(entry.announced())) {
            withdraw(entry);
        }
        outcome.announce(Originator.neighbor(vrf, tenant(), owner, entry.address(), router));
        entry.setAnnounced(owner.mac());
    }

    private @Nullable IpVrfSettings tenant() {
        return ipVrf == null ? null : ipVrf.settings();
    }

    void withdraw(IpEntry entry) {
        var announced = entry.announced();
        if (announced != null) {
            outcome.withdraw(Originator.hostRoute(vrf, announced, entry.address()));
            entry.setAnnounced(null);
        }
    }

    private Intent remoteNeighbor(IpAddress address, HostCandidate candidate) {
        return new Intent.RemoteNeighbor(
                vrf.vni(),
                address,
                candidate.mac(),
                candidate.vtep(),
                candidate.offer().attributes().router());
    }

    /// The kernel has put an entry of its own where it should hold what is meant for the address.
    void insist(AddressEntry entry) {
        if (!(entry.place() instanceof Place.There(var candidate))) {
            return;
        }
        outcome.insist(
                switch (entry) {
                    case MacEntry mac -> remoteMac(candidate);
                    case IpEntry ip -> remoteNeighbor(ip.address(), candidate);
                });
    }

    void tell(Notice notice) {
        outcome.tell(notice);
    }

    void probe(IpAddress address, MacEntry entry) {
        outcome.probe(vrf.vni(), address, entry.mac());
    }
}
