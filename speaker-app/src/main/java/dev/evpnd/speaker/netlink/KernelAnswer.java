package dev.evpnd.speaker.netlink;

/// What the kernel answered to a request.
///
/// @param error 0 if it did what was asked, or the number of an error (`errno`)
/// @param text what it said about it, or what the system calls that error
public record KernelAnswer(int error, String text) {
    public static final int NO_SUCH_ENTRY = 2;
    public static final int EXISTS = 17;

    /// An answer was lost, or the kernel had no memory for what was asked for.
    public static final int NO_BUFFERS = 105;

    public static final KernelAnswer DONE = new KernelAnswer(0, "");

    public boolean isDone() {
        return error == 0;
    }
}
