package dev.evpnd.wire.capability;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Random capabilities, every kind about as often as any other.
///
/// What comes out is canonical: reserved flags may be set, for they are kept, but an [Unrecognized]
/// never has the code of a capability that would be recognised.
public final class CapabilityGenerator {
    private static final List<AddressFamily> FAMILIES =
            List.of(
                    AddressFamily.IPV4_UNICAST,
                    AddressFamily.IPV6_UNICAST,
                    AddressFamily.L2VPN_EVPN,
                    AddressFamily.RT_CONSTRAINT);
    private static final List<Integer> UNRECOGNIZED_CODES = List.of(0, 3, 4, 66, 67, 68, 130, 255);
    private static final int KINDS = 13;

    private final RandomGenerator random;

    public CapabilityGenerator(RandomGenerator random) {
        this.random = random;
    }

    public Capability capability() {
        return switch (random.nextInt(KINDS)) {
            case 0 -> new Multiprotocol(family());
            case 1 -> new RouteRefresh();
            case 2 -> new EnhancedRouteRefresh();
            case 3 -> new ExtendedMessage();
            case 4 -> new ExtendedNextHop(list(42, this::nextHop));
            case 5 -> new Role(random.nextInt(256));
            case 6 -> new FourOctetAs(asn());
            case 7 ->
                    new GracefulRestart(
                            random.nextInt(16), random.nextInt(4096), list(63, this::restart));
            case 8 -> new LongLivedGracefulRestart(list(36, this::stale));
            case 9 -> new AddPath(list(63, this::addPath));
            case 10 -> new Fqdn(text(126), text(127));
            case 11 -> new SoftwareVersion(text(254));
            default -> unrecognized();
        };
    }

    /// A list that one OPEN may carry: at most one number and one role.
    public List<Capability> capabilities(int most) {
        var capabilities = new ArrayList<Capability>();
        int count = random.nextInt(most + 1);
        while (capabilities.size() < count) {
            var capability = capability();
            if (!(capability instanceof FourOctetAs) && !(capability instanceof Role)) {
                capabilities.add(capability);
            }
        }
        return capabilities;
    }

    /// One of the usual families, or now and then any pair of numbers.
    public AddressFamily family() {
        return random.nextInt(4) == 0
                ? new AddressFamily(random.nextInt(0x10000), random.nextInt(256))
                : FAMILIES.get(random.nextInt(FAMILIES.size()));
    }

    /// Any number but 0, in two octets as often as in four.
    public Asn asn() {
        int number = random.nextBoolean() ? random.nextInt(0x10000) : random.nextInt();
        return new Asn(number == 0 ? 1 : number);
    }

    /// Text of at most so many octets of UTF-8, with characters of every length.
    public String text(int mostOctets) {
        var text = new StringBuilder();
        int length = random.nextInt(8) == 0 ? mostOctets : random.nextInt(mostOctets + 1);
        while (true) {
            int codePoint =
                    switch (random.nextInt(8)) {
                        case 0 -> random.nextInt(0x80, 0x800);
                        case 1 -> random.nextInt(0x800, 0xd800);
                        case 2 -> random.nextInt(0x10000, 0x110000);
                        default -> random.nextInt(0x80);
                    };
            var longer = text + Character.toString(codePoint);
            if (Octets.ofUtf8(longer).length() > length) {
                return text.toString();
            }
            text.appendCodePoint(codePoint);
        }
    }

    public Octets octets(int most) {
        var bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return Octets.copyOf(bytes);
    }

    private Unrecognized unrecognized() {
        int code = UNRECOGNIZED_CODES.get(random.nextInt(UNRECOGNIZED_CODES.size()));
        return new Unrecognized(code, octets(random.nextInt(8) == 0 ? 255 : 8));
    }

    private ExtendedNextHop.Entry nextHop() {
        return new ExtendedNextHop.Entry(family(), random.nextInt(0x10000));
    }

    private GracefulRestart.Entry restart() {
        return new GracefulRestart.Entry(family(), random.nextInt(256));
    }

    private LongLivedGracefulRestart.Entry stale() {
        return new LongLivedGracefulRestart.Entry(
                family(), random.nextInt(256), random.nextInt(1 << 24));
    }

    private AddPath.Entry addPath() {
        return new AddPath.Entry(family(), random.nextInt(1, 4));
    }

    private <T> List<T> list(int most, Supplier<T> element) {
        int size = random.nextInt(random.nextInt(8) == 0 ? most + 1 : 4);
        var list = new ArrayList<T>(size);
        while (list.size() < size) {
            list.add(element.get());
        }
        return list;
    }
}
