package dev.evpnd.wire.message;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.CapabilityGenerator;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Random messages of every type but UPDATE, all of which a peer would accept.
public final class MessageGenerator {
    private static final int KINDS = 4;

    private final RandomGenerator random;
    private final CapabilityGenerator capabilities;

    public MessageGenerator(RandomGenerator random) {
        this.random = random;
        this.capabilities = new CapabilityGenerator(random);
    }

    public BgpMessage message() {
        return switch (random.nextInt(KINDS)) {
            case 0 -> open();
            case 1 -> notification();
            case 2 -> routeRefresh();
            default -> Keepalive.INSTANCE;
        };
    }

    public Open open() {
        int hold = random.nextInt(4) == 0 ? 0 : random.nextInt(3, 0x10000);
        int bits = random.nextInt();
        var identifier = new BgpIdentifier(bits == 0 ? 1 : bits);
        // One in eight is long enough for the extended form, and still short enough for an OPEN.
        int most = random.nextInt(8) == 0 ? 15 : 5;
        var announced = new ArrayList<>(capabilities.capabilities(most));
        if (random.nextInt(4) == 0) {
            announced.addAll(Collections.nCopies(2, (Capability) new Role(random.nextInt(5))));
        }
        if (random.nextInt(4) == 0) {
            return new Open(random.nextInt(1, 0x10000), hold, identifier, announced);
        }
        return numbered(hold, identifier, announced);
    }

    private Open numbered(int hold, BgpIdentifier identifier, List<Capability> announced) {
        var asn = capabilities.asn();
        announced.add(random.nextInt(announced.size() + 1), new FourOctetAs(asn));
        int field = asn.fitsTwoOctets() ? asn.number() : Asn.AS_TRANS.number();
        return new Open(field, hold, identifier, announced);
    }

    public Notification notification() {
        return switch (random.nextInt(4)) {
            case 0 ->
                    Notification.shutdown(
                            random.nextBoolean()
                                    ? NotificationCode.ADMINISTRATIVE_SHUTDOWN
                                    : NotificationCode.ADMINISTRATIVE_RESET,
                            capabilities.text(300));
            case 1 -> Notification.hardReset(plainNotification());
            default -> plainNotification();
        };
    }

    private Notification plainNotification() {
        var code = new NotificationCode(random.nextInt(10), random.nextInt(12));
        return new Notification(code, capabilities.octets(40));
    }

    public RouteRefresh routeRefresh() {
        int subtype = random.nextBoolean() ? random.nextInt(3) : random.nextInt(256);
        boolean filtered = subtype == RouteRefresh.REQUEST && random.nextInt(4) == 0;
        return new RouteRefresh(
                capabilities.family(), subtype, filtered ? capabilities.octets(40) : Octets.EMPTY);
    }
}
