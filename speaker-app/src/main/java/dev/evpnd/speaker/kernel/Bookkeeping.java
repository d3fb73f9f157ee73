package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.journal.Journal;
import dev.evpnd.speaker.journal.OwnEntry;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelRequest;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.List;

/// Writes down what the kernel is asked for, before it is, and what became of it.
final class Bookkeeping {
    private final Journal journal;

    /// Which requests of a batch the journal has not had before.
    private final BitSet news = new BitSet();

    Bookkeeping(Journal journal) {
        this.journal = journal;
    }

    /// The kernel is about to be asked.
    void ask(List<Vtep.Request> requests, long nowMillis) {
        news.clear();
        for (int i = 0; i < requests.size(); i++) {
            var entry = put(requests.get(i).request());
            if (entry != null) {
                news.set(i, journal.put(entry));
            }
        }
        journal.flush(nowMillis);
    }

    private static @Nullable OwnEntry put(KernelRequest request) {
        return request instanceof KernelRequest.PutForwarding(var entry, _) ? entry(entry) : null;
    }

    private static @Nullable OwnEntry entry(ForwardingEntry put) {
        var remote = put.remote();
        return remote == null
                ? null
                : new OwnEntry(put.index(), put.vlan(), put.sourceVni(), put.mac(), remote);
    }

    /// The kernel has answered to all of these.
    void answered(List<Vtep.Request> requests, List<KernelAnswer> answers) {
        for (int i = news.nextSetBit(0); i >= 0; i = news.nextSetBit(i + 1)) {
            int error = answers.get(i).error();
            // Where an answer was lost, it may have been done.
            if (error == 0 || error == KernelAnswer.NO_BUFFERS) {
                continue;
            }
            var entry = put(requests.get(i).request());
            if (entry != null) {
                journal.refused(entry);
            }
        }
    }

    /// What is gone by now is not evpnd's any more.
    void settle(Vtep vtep) {
        vtep.takeReleased().forEach(journal::remove);
        vtep.takeGoneDevices().forEach(journal::forget);
    }
}
