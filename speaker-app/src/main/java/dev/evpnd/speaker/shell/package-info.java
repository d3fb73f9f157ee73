/// `evpnsh`: the shell of whoever operates a daemon.
///
/// It knows no command. What a line means, what may come next in it, and the answer are the
/// daemon's, whom it asks by his socket; here is what a person needs beside that: a line that can
/// be edited, a pager, filters, an exit status.
@NullMarked
package dev.evpnd.speaker.shell;

import org.jspecify.annotations.NullMarked;
