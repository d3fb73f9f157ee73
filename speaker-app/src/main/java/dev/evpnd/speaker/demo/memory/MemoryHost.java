package dev.evpnd.speaker.demo.memory;

import dev.evpnd.speaker.demo.stage.Guest;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A host that answers who asks for its address, and can ask itself.
final class MemoryHost {
    private final MacAddress mac;
    private final IpAddress address;
    private final Map<IpAddress, MacAddress> neighbors = new HashMap<>();
    private @Nullable Plug plug;
    private int sequence;
    private int answered;

    private record Plug(MemoryVtep vtep, int port) {}

    MemoryHost(Guest guest) {
        mac = MacAddress.parse(guest.mac());
        address = IpAddress.parse(guest.address());
    }

    IpAddress address() {
        return address;
    }

    void plugInto(MemoryVtep vtep, int port) {
        if (plug != null) {
            plug.vtep().unplug(plug.port());
        }
        plug = new Plug(vtep, port);
        vtep.plug(port, this::take);
    }

    /// Looks for another host.
    ///
    /// @return how long an answer took, if there was one
    Optional<Duration> ping(IpAddress other) {
        long begin = System.nanoTime();
        if (!neighbors.containsKey(other)) {
            send(Frame.BROADCAST, new Frame.ArpRequest(address, other));
        }
        var to = neighbors.get(other);
        if (to == null) {
            return Optional.empty();
        }
        sequence++;
        send(to, new Frame.EchoRequest(sequence));
        return answered == sequence
                ? Optional.of(Duration.ofNanos(System.nanoTime() - begin))
                : Optional.empty();
    }

    private void send(MacAddress to, Frame.Payload payload) {
        if (plug != null) {
            plug.vtep().fromHost(plug.port(), new Frame(mac, to, payload));
        }
    }

    private void take(Frame frame) {
        if (!frame.to().equals(mac) && !frame.to().equals(Frame.BROADCAST)) {
            return;
        }
        switch (frame.payload()) {
            case Frame.ArpRequest(var sender, var target) -> {
                if (target.equals(address)) {
                    neighbors.put(sender, frame.from());
                    send(frame.from(), new Frame.ArpReply(address));
                }
            }
            case Frame.ArpReply(var sender) -> neighbors.put(sender, frame.from());
            case Frame.EchoRequest(int asked) -> send(frame.from(), new Frame.EchoReply(asked));
            case Frame.EchoReply(int asked) -> answered = asked;
        }
    }
}
