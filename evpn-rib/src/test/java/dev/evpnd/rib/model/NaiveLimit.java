package dev.evpnd.rib.model;

import dev.evpnd.rib.in.Notice;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.wire.address.AddressFamily;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How many paths of one family a neighbor may have (RFC 4271 section 6.7), and what has to be told
/// of that.
final class NaiveLimit {
    private final AddressFamily family;
    private @Nullable PrefixLimit limit;
    private boolean passed;
    private boolean toldOfNear;
    private boolean toldOfPassed;

    NaiveLimit(AddressFamily family) {
        this.family = family;
    }

    /// What was told of one limit says nothing of another.
    void set(@Nullable PrefixLimit changed) {
        if (!Objects.equals(limit, changed)) {
            limit = changed;
            begin();
        }
    }

    void begin() {
        passed = false;
        toldOfNear = false;
        toldOfPassed = false;
    }

    /// @param live how many paths there are
    /// @return whether there is room for one more
    boolean hasRoom(int live) {
        return limit == null || limit.warningOnly() || live < limit.most();
    }

    void refuse() {
        passed = true;
    }

    /// @return what is news, to be told of the peer of this number
    List<Notice> look(int number, int live) {
        var news = new ArrayList<Notice>();
        if (limit == null) {
            return news;
        }
        boolean near = live >= Math.max(1, limit.most() * limit.warningPercent() / 100);
        if (near && !toldOfNear) {
            news.add(new Notice.LimitNear(number, family, limit));
        }
        toldOfNear = near;
        passed |= live > limit.most();
        if (passed && !toldOfPassed) {
            news.add(new Notice.LimitExceeded(number, family, limit));
            toldOfPassed = true;
        }
        return news;
    }
}
