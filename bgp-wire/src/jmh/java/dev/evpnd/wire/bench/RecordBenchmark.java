package dev.evpnd.wire.bench;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.octets.BigEndian;

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
import org.openjdk.jmh.infra.Blackhole;

import java.util.concurrent.TimeUnit;

/// One core decodes packed type-2 UPDATEs into records, attributes and routes and all. Aim: 3
/// million routes a second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBenchmark {
    private final byte[] messages = new PackedUpdates().bytes;

    @Benchmark
    @OperationsPerInvocation(PackedUpdates.ROUTES)
    public void decode(Blackhole sink) {
        int length;
        for (int at = 0; at < messages.length; at += length) {
            length = BigEndian.u16(messages, at + 16);
            sink.consume(BgpMessage.decode(messages, at, length, Negotiated.DEFAULT).orElseThrow());
        }
    }
}
