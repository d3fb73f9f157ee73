package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.memory.MemoryKernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A kernel in memory that tells what it was asked for, and can be had to refuse it.
final class NaiveKernel extends MemoryKernel {
    private final List<KernelRequest> requests = new ArrayList<>();
    private Function<KernelRequest, KernelAnswer> refusal = _ -> KernelAnswer.DONE;
    private boolean pretends;

    /// Says what becomes of requests from now on.
    void refuse(Function<KernelRequest, KernelAnswer> changed) {
        change(() -> refusal = changed);
    }

    /// It says that it does what it is asked for, and does not.
    void pretend() {
        change(() -> pretends = true);
    }

    /// What was asked for since the last call.
    List<KernelRequest> takeRequests() {
        return look(
                () -> {
                    var taken = List.copyOf(requests);
                    requests.clear();
                    return taken;
                });
    }

    @Override
    protected KernelAnswer execute(KernelRequest request) {
        requests.add(request);
        var refused = refusal.apply(request);
        return refused.isDone() && !pretends ? super.execute(request) : refused;
    }
}
