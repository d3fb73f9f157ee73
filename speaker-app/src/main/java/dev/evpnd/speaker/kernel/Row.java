package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.speaker.netlink.KernelAnswer;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/// An entry of the kernel's that is wanted, or was and may still be there.
final class Row {
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LAST_RETRY_MILLIS = 60_000;

    private final IntentKey key;
    private Intent intent;
    private boolean isWanted = true;
    private boolean insists = true;
    private boolean isOurs;
    private boolean isUnconfirmed;
    private boolean hasRemoved;
    private InstallState state = InstallState.PENDING;

    /// As what it is among the counts.
    private @Nullable InstallState counted;

    private String text = "";
    private int error;
    private int tries;
    private long sinceMillis;
    private long askedMillis;

    /// Where it waits, so that it waits there once.
    private boolean isSuspect;

    private boolean isTouched;

    /// Whether what is known of it was found by looking, and not said by the kernel.
    private boolean isUnsaid;

    private boolean isForgotten;

    Row(IntentKey key, Intent intent, long nowMillis) {
        this.key = key;
        this.intent = intent;
        sinceMillis = nowMillis;
    }

    IntentKey key() {
        return key;
    }

    /// @return whether it was none before
    boolean becomeSuspect() {
        boolean isNew = !isSuspect;
        isSuspect = true;
        return isNew;
    }

    void suspectNoMore() {
        isSuspect = false;
    }

    /// @return whether it was none before
    boolean becomeTouched(boolean unsaid) {
        boolean isNew = !isTouched;
        isTouched = true;
        isUnsaid = unsaid;
        return isNew;
    }

    boolean isUnsaid() {
        return isUnsaid;
    }

    /// What the kernel said of it is looked at.
    void look() {
        isTouched = false;
    }

    /// Whether neither is it wanted, nor has the kernel anything of it.
    boolean isForgotten() {
        return isForgotten;
    }

    void forget() {
        isForgotten = true;
    }

    /// What is wanted, or was last.
    Intent intent() {
        return intent;
    }

    @Nullable Intent wanted() {
        return isWanted ? intent : null;
    }

    /// Whether the entry was made here, so that it may be taken away again.
    boolean isOurs() {
        return isOurs;
    }

    /// The entry was made by an earlier life of this program.
    void adopt() {
        isOurs = true;
    }

    /// Its place is another from now on, where nothing was made yet.
    void disown() {
        isOurs = false;
    }

    /// Whether it is wanted though the kernel has learned something else in its place.
    boolean insists() {
        return insists;
    }

    boolean isUnconfirmed() {
        return isUnconfirmed;
    }

    void want(Intent changed, long nowMillis) {
        boolean same = isWanted && changed.equals(intent);
        intent = changed;
        isWanted = true;
        insists = true;
        if (!same) {
            begin(nowMillis);
        }
    }

    void unwant() {
        isWanted = false;
        tries = 0;
        hasRemoved = false;
    }

    /// Whatever was before does not count.
    void begin(long nowMillis) {
        tries = 0;
        become(InstallState.PENDING, "", 0, nowMillis);
    }

    /// The kernel holds it.
    void held(long nowMillis) {
        insists = false;
        become(InstallState.IN_KERNEL, "", 0, nowMillis);
    }

    void leave(InstallState other, String why, long nowMillis) {
        tries = 0;
        become(other, why, 0, nowMillis);
    }

    boolean isHeld() {
        return isWanted && state == InstallState.IN_KERNEL;
    }

    /// The entry is not as it should be.
    ///
    /// @return whether it was, so that somebody else has changed it
    boolean drift(long nowMillis) {
        boolean drifted = isHeld();
        // Whoever changes it again and again is not answered each time at once.
        if (drifted && nowMillis - sinceMillis >= FIRST_RETRY_MILLIS) {
            tries = 0;
        }
        return drifted;
    }

    /// When the kernel may be asked again. What had to go before something else can come does not
    /// delay that.
    long mayAskAt(boolean removes) {
        return tries == 0 || hasRemoved && !removes
                ? Long.MIN_VALUE
                : askedMillis
                        + Math.min(
                                LAST_RETRY_MILLIS,
                                FIRST_RETRY_MILLIS << Math.min(tries - 1, Integer.SIZE / 2));
    }

    /// It has to wait before it is asked again.
    void await(long nowMillis) {
        if (state != InstallState.REFUSED) {
            become(InstallState.PENDING, "the kernel took it, and does not hold it", 0, nowMillis);
        }
    }

    void asked(boolean removes, long nowMillis) {
        tries++;
        hasRemoved = removes;
        askedMillis = nowMillis;
        isUnconfirmed = true;
        if (state == InstallState.IN_KERNEL) {
            become(InstallState.PENDING, "", 0, nowMillis);
        }
    }

    /// @return whether the kernel refuses it, and did not before
    boolean answered(KernelAnswer answer, long nowMillis) {
        if (answer.isDone()) {
            isOurs |= isWanted;
            insists = false;
            return false;
        }
        // What is not wanted any more, and not there either, is as it should be.
        if (!isWanted && answer.isMissing()) {
            return false;
        }
        if (answer.error() == KernelAnswer.NO_BUFFERS) {
            // The answer may be what was lost.
            isOurs |= isWanted;
        }
        boolean known = state == InstallState.REFUSED && error == answer.error();
        become(InstallState.REFUSED, answer.text(), answer.error(), nowMillis);
        return !known;
    }

    void confirm() {
        isUnconfirmed = false;
    }

    private void become(InstallState other, String why, int errno, long nowMillis) {
        if (state != other) {
            sinceMillis = nowMillis;
        }
        state = other;
        text = why;
        error = errno;
    }

    /// Counts it as what it is by now: as nothing where it is not wanted.
    void count(Map<InstallState, Integer> counts) {
        var now = isWanted ? state : null;
        if (counted != now) {
            if (counted != null) {
                counts.merge(counted, -1, Integer::sum);
            }
            if (now != null) {
                counts.merge(now, 1, Integer::sum);
            }
            counted = now;
        }
    }

    /// How it stands with what is wanted; nothing where it is not.
    Optional<Installation> view() {
        return isWanted
                ? Optional.of(
                        new Installation(
                                intent,
                                state,
                                text,
                                error,
                                state == InstallState.IN_KERNEL ? 0 : tries,
                                sinceMillis))
                : Optional.empty();
    }
}
