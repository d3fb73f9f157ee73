package dev.evpnd.rib.route;

import dev.evpnd.rib.store.HashIndex;
import dev.evpnd.rib.store.IntList;
import dev.evpnd.rib.store.ObjectList;
import dev.evpnd.rib.store.OctetHash;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// All attribute sets in use, each once, found by their octets and weight, and by a number.
///
/// A set is held by paths ([#retain]) and forgotten with the last of them ([#release]). Octets that
/// were judged once are not judged again: a set that is found is known to be well formed.
public final class AttributeTable {
    /// Stands for no set.
    public static final int NONE = -1;

    private final OctetHash hash;
    private final HashIndex index = new HashIndex();
    private final ObjectList<AttributeSet> sets = new ObjectList<>();

    /// Of all sets as they came.
    private long received;

    /// Numbers that no set has any more.
    private final IntList free = new IntList();

    /// @param seed of the hash; of no influence on the numbers that sets get
    public AttributeTable(long seed) {
        hash = new OctetHash(seed);
    }

    /// The set of these octets, or null.
    ///
    /// @param external whether an external peer sent them, on which their judgement depends
    /// @param weight 0 for what is as it was received
    /// @param octets hold a next hop of `nextHopLength` octets and an attribute block behind it
    public @Nullable AttributeSet find(
            boolean external,
            int weight,
            byte[] octets,
            int offset,
            int length,
            int nextHopLength) {
        int hashed = hash.of(octets, offset, length);
        for (int number = index.first(hashed); number != HashIndex.NONE; number = index.next()) {
            var set = get(number);
            if (set.isOf(external, weight, octets, offset, length, nextHopLength)) {
                return set;
            }
        }
        return null;
    }

    /// Adds a set that is not there yet. Nothing holds it so far.
    ///
    /// @param attributes what the block says
    public AttributeSet add(
            boolean external,
            int weight,
            byte[] octets,
            int offset,
            int length,
            int nextHopLength,
            PathAttributes attributes) {
        int number = free.isEmpty() ? sets.size() : free.removeLast();
        var own = Arrays.copyOfRange(octets, offset, offset + length);
        received += length;
        var set = new AttributeSet(number, external, weight, own, nextHopLength, attributes);
        if (number == sets.size()) {
            sets.add(set);
        } else {
            sets.set(number, set);
        }
        index.add(hash.of(own, 0, length), number);
        return set;
    }

    /// The set of these attributes, which is added where it is not there yet: then nothing holds it
    /// so far. They are no longer what an external peer sent: LOCAL_PREF has its meaning.
    public AttributeSet intern(int weight, MpNextHop nextHop, PathAttributes attributes) {
        var octets = new OctetWriter();
        octets.octets(nextHop.octets());
        attributes.encode(octets, Negotiated.DEFAULT);
        int nextHopLength = nextHop.octets().length();
        var found = find(false, weight, octets.array(), 0, octets.length(), nextHopLength);
        return found != null
                ? found
                : add(false, weight, octets.array(), 0, octets.length(), nextHopLength, attributes);
    }

    /// Whether the set is still here, and not one that was forgotten.
    @SuppressWarnings("ReferenceEquality") // the very object, for its number may have been reused
    public boolean holds(AttributeSet set) {
        return sets.find(set.number()) == set;
    }

    public AttributeSet get(int number) {
        return sets.get(number);
    }

    public void retain(int number) {
        get(number).retain();
    }

    /// Lets go of a set; with the last that held it, it is forgotten.
    public void release(int number) {
        var set = get(number);
        if (set.release() == 0) {
            forget(set);
        }
    }

    private void forget(AttributeSet set) {
        var octets = set.array();
        received -= octets.length;
        index.remove(hash.of(octets, 0, octets.length), set.number());
        sets.takeOut(set.number());
        free.add(set.number());
    }

    /// How many sets there are.
    public int size() {
        return sets.size() - free.size();
    }

    /// The octets of all sets as they came, and of what they are found by. What was made of them
    /// when they were read is not counted.
    public long octets() {
        return received + index.octets();
    }
}
