package dev.evpnd.rib.out;

import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.rib.store.IntList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one settling changed: what was told of a destination before, and what is to be told now.
///
/// It is sorted into what can stand in one message: announcements by attributes and source,
/// withdrawals by whom they may be for. The order is that in which the first of each kind came, so
/// that the same events give the same messages.
public final class Changes {
    /// The rank of what is the one best path, or not told.
    static final int BEST = 0;

    private static final int DESTINATION = 0;
    private static final int PATH_ID = 1;
    private static final int TOLD_RANK = 2;
    private static final int TOLD_SOURCE = 3;
    private static final int TOLD_ATTRIBUTES = 4;
    private static final int TOLD_REMAINDER = 5;
    private static final int RANK = 6;
    private static final int SOURCE = 7;
    private static final int ATTRIBUTES = 8;
    private static final int REMAINDER = 9;
    private static final int WIDTH = 10;

    private final IntList values = new IntList();
    private final Batches announcements = new Batches();
    private final Batches withdrawals = new Batches();

    /// A kind of change, of which many can be said to many peers at once.
    ///
    /// @param attributes of the routes that are announced, or of what was told
    /// @param source of those
    /// @param nextAttributes of what takes the place of what is withdrawn, if anything does
    /// @param nextSource of that
    record Kind(int attributes, int source, int nextAttributes, int nextSource) {}

    /// Changes by kind, as indices.
    private static final class Batches {
        private static final Kind NOTHING =
                new Kind(AttributeTable.NONE, Source.NONE, AttributeTable.NONE, Source.NONE);

        final Map<Kind, IntList> byKind = new HashMap<>();
        final List<Kind> order = new ArrayList<>();

        /// The kind that was added to last, which most of the time is the next one too.
        Kind latest = NOTHING;

        IntList latestList = new IntList();

        void add(int change, int attributes, int source, int nextAttributes, int nextSource) {
            if (latest.attributes != attributes
                    || latest.source != source
                    || latest.nextAttributes != nextAttributes
                    || latest.nextSource != nextSource) {
                latest = new Kind(attributes, source, nextAttributes, nextSource);
                var list = byKind.get(latest);
                if (list == null) {
                    list = new IntList();
                    byKind.put(latest, list);
                    order.add(latest);
                }
                latestList = list;
            }
            latestList.add(change);
        }

        IntList of(Kind kind) {
            var list = byKind.get(kind);
            if (list == null) {
                throw new IllegalArgumentException("no changes of " + kind);
            }
            return list;
        }

        void clear() {
            byKind.clear();
            order.clear();
            latest = NOTHING;
            latestList = new IntList();
        }
    }

    /// Notes that what is to be told of a destination under a path identifier is not what was.
    ///
    /// @param toldRank which of the paths it was, the best being 0
    /// @param toldSource or [Source#NONE], where nothing was told
    /// @param source or [Source#NONE], where nothing is to be told any more
    public void add(
            int destination,
            int pathId,
            int toldRank,
            int toldSource,
            int toldAttributes,
            int toldRemainder,
            int rank,
            int source,
            int attributes,
            int remainder) {
        int change = values.size();
        values.add(destination);
        values.add(pathId);
        values.add(toldRank);
        values.add(toldSource);
        values.add(toldAttributes);
        values.add(toldRemainder);
        values.add(rank);
        values.add(source);
        values.add(attributes);
        values.add(remainder);
        if (source != Source.NONE) {
            announcements.add(change, attributes, source, AttributeTable.NONE, Source.NONE);
        }
        if (toldSource != Source.NONE) {
            withdrawals.add(change, toldAttributes, toldSource, attributes, source);
        }
    }

    /// Adds those changes that peers see which are told of so many paths, as they see them.
    void addAllOf(Changes changes, int paths, Exporter exporter) {
        var all = changes.values;
        for (int at = 0; at < all.size(); at += WIDTH) {
            int destination = all.get(at + DESTINATION);
            boolean wasSeen = all.get(at + TOLD_RANK) < paths;
            boolean isSeen = all.get(at + RANK) < paths;
            var told =
                    exporter.export(
                            destination,
                            wasSeen ? all.get(at + TOLD_SOURCE) : Source.NONE,
                            all.get(at + TOLD_ATTRIBUTES),
                            all.get(at + TOLD_REMAINDER));
            var now =
                    exporter.export(
                            destination,
                            isSeen ? all.get(at + SOURCE) : Source.NONE,
                            all.get(at + ATTRIBUTES),
                            all.get(at + REMAINDER));
            if (!told.equals(now)) {
                add(
                        destination,
                        all.get(at + PATH_ID),
                        BEST,
                        told.source(),
                        told.attributes(),
                        told.remainder(),
                        BEST,
                        now.source(),
                        now.attributes(),
                        now.remainder());
            }
        }
    }

    /// The kinds of what is announced.
    List<Kind> announced() {
        return announcements.order;
    }

    IntList announced(Kind kind) {
        return announcements.of(kind);
    }

    /// The kinds of what was told and is no more, or is no more for some.
    List<Kind> withdrawn() {
        return withdrawals.order;
    }

    IntList withdrawn(Kind kind) {
        return withdrawals.of(kind);
    }

    int destination(int change) {
        return values.get(change + DESTINATION);
    }

    int pathId(int change) {
        return values.get(change + PATH_ID);
    }

    int remainder(int change) {
        return values.get(change + REMAINDER);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    public void clear() {
        values.clear();
        announcements.clear();
        withdrawals.clear();
    }
}
