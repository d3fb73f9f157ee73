package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.NavigableMap;

/// The walk over all that a MAC-VRF holds, in slices: by settings that have changed it lets go of
/// what it would not import any more, decides where each address is, and says what follows.
///
/// An address that the walk has yet to come by is what it was by the settings before, until
/// anything happens to it: all that happens is judged by those that count.
final class DomainReview {
    private final MacVrf vrf;
    private final HostMobility mobility;
    private final FloodList floodList;
    private final Cursor<IpAddress, NavigableMap<Octets, Offer>> vteps;
    private final Cursor<MacAddress, MacEntry> macs;
    private final Cursor<IpAddress, IpEntry> ips;

    /// The VTEP that the walk has come to and not left, or null.
    private @Nullable IpAddress vtep;

    /// The last of the routes that ask for copies to it that the walk has come by, or null.
    private @Nullable Octets flooded;

    /// The MAC address that the walk has come to and not left, or null.
    private @Nullable MacAddress mac;

    /// The last of its claims that the walk has come by, or null.
    private @Nullable HostCandidate claim;

    DomainReview(MacVrf vrf, HostMobility mobility, FloodList floodList) {
        this.vrf = vrf;
        this.mobility = mobility;
        this.floodList = floodList;
        vteps = new Cursor<>(floodList.byVtep());
        macs = new Cursor<>(mobility.table().macs());
        ips = new Cursor<>(mobility.table().ips());
    }

    void begin() {
        vteps.begin();
        macs.begin();
        ips.begin();
    }

    /// @return whether there is more
    boolean goOn(Imports imports, Slice slice, long now) {
        boolean more = mobility.goOn(slice, now);
        while (!slice.isOver() && (more = isUnderWay())) {
            step(imports, slice, now);
        }
        return more || isUnderWay();
    }

    private boolean isUnderWay() {
        return mac != null
                || vtep != null
                || vteps.isUnderWay()
                || macs.isUnderWay()
                || ips.isUnderWay();
    }

    private void step(Imports imports, Slice slice, long now) {
        if (mac != null) {
            visit(mac, imports, slice, now);
            return;
        }
        if (vtep != null) {
            visit(vtep, imports, slice, now);
            return;
        }
        var next = vteps.next();
        if (next != null) {
            slice.spend(Slice.ADDRESS);
            vtep = next.getKey();
            flooded = null;
            vrf.publishFlooding(vtep);
            return;
        }
        var host = macs.next();
        if (host != null) {
            mac = host.getKey();
            claim = null;
            return;
        }
        var address = ips.next();
        if (address != null) {
            slice.spend(Slice.ADDRESS);
            mobility.settle(address.getValue(), false, now);
        }
    }

    /// One of the routes that ask for copies to the VTEP, if there is one left.
    private void visit(IpAddress visited, Imports imports, Slice slice, long now) {
        slice.spend(Slice.OFFER);
        var offer = floodList.after(visited, flooded);
        if (offer == null) {
            vtep = null;
            return;
        }
        flooded = offer.key();
        imports.review(vrf, offer, now);
    }

    /// One claim on the MAC address, or behind the last of them the address itself.
    private void visit(MacAddress visited, Imports imports, Slice slice, long now) {
        var entry = mobility.table().find(visited);
        var next = entry == null ? null : entry.claimAfter(claim);
        if (next != null) {
            slice.spend(Slice.OFFER);
            claim = next;
            imports.review(vrf, next.offer(), now);
            return;
        }
        slice.spend(Slice.ADDRESS);
        mac = null;
        if (entry != null) {
            mobility.settle(entry, now);
        }
    }

    /// Where the instance has ended: empties its tables.
    ///
    /// @return whether there is more
    boolean letGo(Imports imports, Slice slice) {
        boolean more = true;
        while (more && !slice.isOver()) {
            slice.spend(Slice.OFFER);
            more = letGoOfOne(imports);
        }
        return more;
    }

    private boolean letGoOfOne(Imports imports) {
        var hosts = mobility.table().macs();
        if (!hosts.isEmpty()) {
            var claim = hosts.firstEntry().getValue().candidates().pollFirst();
            if (claim == null) {
                hosts.pollFirstEntry();
            } else {
                imports.forget(vrf, claim.offer());
            }
            return true;
        }
        if (!floodList.byVtep().isEmpty()) {
            var offer = floodList.byVtep().firstEntry().getValue().firstEntry().getValue();
            floodList.remove(offer);
            imports.forget(vrf, offer);
            return true;
        }
        return mobility.tellOfCleared();
    }
}
