package dev.evpnd.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.ReflectedAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Sending on by copying: attribute blocks that are not read again.
class ReflectionTest {
    private static final int ORIGINATOR = 0x0a00_0001;
    private static final int CLUSTER = 0x0a00_00fe;

    @Test
    void addsOriginatorAndClusterListAndLeavesEveryOtherAttributeAsItCame() {
        var updates = new UpdateGenerator(new Random(41));
        var view = new UpdateView();
        for (int i = 0; i < 20_000; i++) {
            var update = updates.update(false);
            var message = new OctetWriter();
            update.encodeBody(message, Negotiated.DEFAULT);
            assertThat(view.wrap(message.array(), 0, message.length())).isTrue();
            var block = new OctetWriter();
            view.copyAttributeBlock(block);
            var reflected = reflect(block.toOctets());
            var before = decode(block.toOctets());
            assertThat(decode(reflected)).isEqualTo(expected(before.forPropagation()));
        }
    }

    private static PathAttributes expected(PathAttributes before) {
        var originator =
                before.find(OriginatorId.class)
                        .orElse(new OriginatorId(new BgpIdentifier(ORIGINATOR)));
        var cluster = new BgpIdentifier(CLUSTER);
        var clusters =
                before.find(ClusterList.class)
                        .map(list -> list.prepend(cluster))
                        .orElseGet(() -> ClusterList.of(cluster));
        return before.with(originator).with(clusters);
    }

    @Test
    void keepsOddHeadersAsTheyCameAndMarksOrDropsWhatNobodyUnderstands() {
        var odd =
                "50010001"
                        + "00" // ORIGIN with an Extended Length it does not need
                        + "c0080400010002"
                        + "c0f00101" // unknown and transitive
                        + "80f10102" // unknown and not transitive
                        + "c01008030c000000000008"; // out of order
        var reflected = reflect(Octets.ofHex(odd)).toHex();
        assertThat(reflected)
                .isEqualTo(
                        "5001000100"
                                + "c0080400010002"
                                + "8009040a000001"
                                + "800a040a0000fe"
                                + "e0f00101"
                                + "c01008030c000000000008");
    }

    @Test
    void prependsItsClusterWhereverTheListStands() {
        var received = "800a0401020304" + "80090405060708" + "40010100";
        assertThat(reflect(Octets.ofHex(received)).toHex())
                .isEqualTo("800a080a0000fe01020304" + "80090405060708" + "40010100");
    }

    @Test
    void givesALongClusterListAnExtendedLength() {
        var list = "0a0b0c0d".repeat(63);
        var reflected = reflect(Octets.ofHex("800afc" + list)).toHex();
        assertThat(reflected).isEqualTo("8009040a000001" + "900a0100" + "0a0000fe" + list);
    }

    private static Octets reflect(Octets block) {
        var out = new OctetWriter();
        ReflectedAttributes.write(out, block.toByteArray(), 0, block.length(), ORIGINATOR, CLUSTER);
        return out.toOctets();
    }

    private static PathAttributes decode(Octets block) {
        return PathAttributes.decode(block.reader(), Negotiated.DEFAULT).orElseThrow();
    }
}
