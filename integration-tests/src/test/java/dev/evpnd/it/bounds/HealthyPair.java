package dev.evpnd.it.bounds;

import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.MessageHeader;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.octets.OctetWriter;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Two clients that do nothing wrong, by which it is seen what the peers of evpnd notice of others:
/// one announces hosts, the other is told of them. Both hold the session by a hold time of three
/// seconds, as evpnd has to.
final class HealthyPair implements AutoCloseable {
    private static final int HOLD = 3;

    /// Of the hosts that it announces; those of others have lower numbers.
    private static final int FIRST = 0x100000;

    private static final int NOTHING_MORE = -1;
    private static final long PATIENCE_SECONDS = 60;

    private final Talker sender;
    private final Talker receiver;
    private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService keepalives =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private final byte[] distinguisher;
    private volatile String ended = "";
    private int next = FIRST;

    HealthyPair(int port) throws IOException {
        sender = Talker.connect("127.2.0.1", port).establish(HOLD);
        receiver = Talker.connect("127.2.0.2", port).establish(HOLD);
        distinguisher =
                new OctetWriter()
                        .u64(RouteDistinguisher.parse(sender.address + ":100").bits())
                        .toByteArray();
        for (var each : new Talker[] {sender, receiver}) {
            each.socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(HOLD));
            Thread.ofPlatform().daemon().start(() -> read(each));
        }
        var _ = keepalives.scheduleAtFixedRate(this::keepAlive, 500, 500, TimeUnit.MILLISECONDS);
    }

    private void read(Talker from) {
        try {
            while (true) {
                var message = from.receiveOctets();
                if (isOfSender(message)) {
                    hosts(message).forEach(heard::add);
                }
            }
        } catch (IOException end) {
            // A read that took the hold time is the end of the session like any other.
            ended = from.address + ": " + end;
            heard.add(NOTHING_MORE);
        }
    }

    /// What others announce is not decoded: there is much of it.
    private boolean isOfSender(byte[] message) {
        for (int i = MessageHeader.LENGTH; i + distinguisher.length <= message.length; i++) {
            if (Arrays.equals(
                    message, i, i + distinguisher.length, distinguisher, 0, distinguisher.length)) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> hosts(byte[] message) {
        return ((Update) Talker.decode(message))
                        .mpReach()
                        .map(reach -> ((EvpnNlri) reach.nlri()).routes())
                        .orElse(List.of())
                        .stream()
                        .map(each -> (int) ((MacIpAdvertisement) each.route()).macAddress().bits())
                        .toList();
    }

    private void keepAlive() {
        try {
            sender.send(Keepalive.INSTANCE);
            receiver.send(Keepalive.INSTANCE);
        } catch (IOException end) {
            ended = end.toString();
        }
    }

    /// One after the other announces hosts, each of which has to be heard of before the next.
    ///
    /// @return how long each took
    Latencies exchange(int hosts) throws IOException, InterruptedException {
        var nanos = new long[hosts];
        for (int i = 0; i < hosts; i++) {
            int host = next++;
            long begun = System.nanoTime();
            sender.send(sender.hosts(host, host + 1, 100));
            await(host);
            nanos[i] = System.nanoTime() - begun;
        }
        requireUp();
        return new Latencies(nanos);
    }

    private void await(int host) throws InterruptedException {
        while (true) {
            var seen = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (seen == null || seen == NOTHING_MORE) {
                throw new AssertionError("host " + host + " was not heard of; " + ended);
            }
            if (seen == host) {
                return;
            }
        }
    }

    /// The sessions are those of the beginning.
    void requireUp() {
        if (!ended.isEmpty()) {
            throw new AssertionError(ended);
        }
    }

    @Override
    public void close() throws IOException {
        keepalives.shutdownNow();
        sender.close();
        receiver.close();
    }
}
