package dev.evpnd.rib.instance;

import dev.evpnd.rib.store.Line;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;

/// Probes and notices that somebody has yet to take, each once, in the order in which they came.
///
/// They are told from each other by the order of what they say, for others choose that.
final class Remarks {
    /// How many wait at most. They follow from what others send, who may send it again and again
    /// while nobody asks.
    static final int MOST = 16_384;

    private final Line<Octets, InstanceChange> waiting = new Line<>(Comparator.naturalOrder());
    private long lost;

    void probe(Vni vni, IpAddress address, MacAddress mac) {
        var said = new OctetWriter().u8(0);
        add(said(said, vni, mac, address), new InstanceChange.Probe(vni, address, mac));
    }

    void tell(Notice notice) {
        var said = new OctetWriter();
        var key =
                switch (notice) {
                    case Notice.DuplicateDetected(
                                    var vni,
                                    var mac,
                                    var address,
                                    int moves,
                                    var vtep,
                                    boolean frozen) ->
                            said(said.u8(1).u8(frozen ? 1 : 0).u32(moves), vni, mac, address, vtep);
                    case Notice.DuplicateCleared(
                                    var vni,
                                    var mac,
                                    var address,
                                    boolean byOperator) ->
                            said(said.u8(2).u8(byOperator ? 1 : 0), vni, mac, address);
                    case Notice.StickyConflict(
                                    var vni,
                                    var mac,
                                    var address,
                                    var vtep,
                                    var stays) ->
                            said(
                                    said.u8(3)
                                            .u8(stays == Notice.StickyConflict.Stays.HERE ? 0 : 1),
                                    vni,
                                    mac,
                                    address,
                                    vtep);
                    case Notice.AnotherRouterMac(var vni, var vtep, var first, var another) ->
                            said(said.u8(4).u48(another.bits()), vni, first, vtep);
                    case Notice.RouterMacTaken(
                                    var vni,
                                    var mac,
                                    var vtep,
                                    var remoteVni,
                                    var refusedVtep,
                                    var refusedVni) ->
                            said(
                                    said.u8(5).u24(remoteVni.number()).u24(refusedVni.number()),
                                    vni,
                                    mac,
                                    vtep,
                                    refusedVtep);
                };
        add(key, new InstanceChange.Tell(notice));
    }

    private static Octets said(
            OctetWriter writer,
            Vni vni,
            @Nullable MacAddress mac,
            @Nullable IpAddress... addresses) {
        writer.u24(vni.number()).u8(mac == null ? 0 : 1).u48(mac == null ? 0 : mac.bits());
        for (var address : addresses) {
            writer.u8(address == null ? 0 : address.bitLength());
            if (address != null) {
                address.encode(writer);
            }
        }
        return writer.toOctets();
    }

    private void add(Octets key, InstanceChange remark) {
        if (waiting.get(key) != null) {
            return;
        }
        if (waiting.size() < MOST) {
            waiting.put(key, remark);
        } else {
            lost++;
        }
    }

    /// How many there was no room for.
    long lost() {
        return lost;
    }

    void drainTo(List<InstanceChange> taken) {
        for (var first = waiting.pollFirst(); first != null; first = waiting.pollFirst()) {
            taken.add(first.getValue());
        }
    }
}
