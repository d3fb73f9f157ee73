package dev.evpnd.speaker.netlink;

/// What the kernel answered to a request.
///
/// @param error 0 if it did what was asked, or the number of an error (`errno`)
/// @param text what it said about it, or what the system calls that error
public record KernelAnswer(int error, String text) {
    public static final int NO_SUCH_ENTRY = 2;

    /// There is no such route.
    public static final int NO_SUCH_PROCESS = 3;

    public static final int EXISTS = 17;

    /// An answer was lost, or the kernel had no memory for what was asked for.
    public static final int NO_BUFFERS = 105;

    public static final KernelAnswer DONE = new KernelAnswer(0, "");

    /// Whether what was to be removed is not there.
    public boolean isMissing() {
        return error == NO_SUCH_ENTRY || error == NO_SUCH_PROCESS;
    }

    public boolean isDone() {
        return error == 0;
    }
}
