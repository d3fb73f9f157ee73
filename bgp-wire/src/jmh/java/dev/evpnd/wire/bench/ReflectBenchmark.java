package dev.evpnd.wire.bench;

import dev.evpnd.wire.attribute.ReflectedAttributes;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.message.UpdatePacker;
import dev.evpnd.wire.message.UpdateView;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// One core reflects packed type-2 UPDATEs by copying: walks and judges the routes, gives each
/// message's attributes an ORIGINATOR_ID and a CLUSTER_LIST, and packs the routes again route by
/// route. Aim: 20 million routes a second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReflectBenchmark {
    private static final int HEADER_LENGTH = 19;
    private static final int ORIGINATOR_ID = 0x0a00_0001;
    private static final int CLUSTER_ID = 0x0a00_00fe;

    private final byte[] messages = new PackedUpdates().bytes;
    private final UpdateView update = new UpdateView();
    private final EvpnNlriView route = new EvpnNlriView();
    private final OctetWriter received = new OctetWriter();
    private final OctetWriter reflected = new OctetWriter();
    private final OctetWriter out = new OctetWriter(2 * messages.length);

    @Benchmark
    @OperationsPerInvocation(PackedUpdates.ROUTES)
    public int copy() {
        out.clear();
        var packer = new UpdatePacker(out, 4096);
        int length;
        for (int at = 0; at < messages.length; at += length) {
            length = BigEndian.u16(messages, at + 16);
            reflect(packer, at, at + length);
        }
        return out.length();
    }

    private void reflect(UpdatePacker packer, int start, int end) {
        if (!update.wrap(messages, start + HEADER_LENGTH, end)) {
            throw new IllegalStateException("an irregular UPDATE");
        }
        received.clear();
        update.copyAttributeBlock(received);
        reflected.clear();
        ReflectedAttributes.write(
                reflected, received.array(), 0, received.length(), ORIGINATOR_ID, CLUSTER_ID);
        packer.announce(
                UpdateView.EVPN,
                messages,
                update.nextHopOffset(),
                update.nextHopLength(),
                reflected.array(),
                0,
                reflected.length());
        update.wrapReach(route, false);
        while (route.next()) {
            if (route.fault() == null) {
                packer.add(messages, route.routeStart(), route.end() - route.routeStart());
            }
        }
        packer.finish();
    }
}
