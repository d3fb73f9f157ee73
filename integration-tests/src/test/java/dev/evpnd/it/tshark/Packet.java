package dev.evpnd.it.tshark;

import java.util.List;
import java.util.stream.Collectors;

/// A packet as tshark printed it.
///
/// @param messages one for each BGP message
/// @param complaints what tshark has to say of the packet outside of them, `_ws.malformed` above
///   all
record Packet(List<Message> messages, List<String> complaints) {

    /// A BGP message.
    record Message(List<Printed> printed) {

        /// The fields in the order printed.
        ///
        /// A line without a name is a heading, whose text tshark makes of the fields below it.
        List<Field> fields() {
            return printed.stream()
                    .filter(each -> !each.name().isEmpty())
                    .map(each -> new Field(each.name(), each.show()))
                    .toList();
        }

        @Override
        public String toString() {
            return printed.stream().map(Printed::toString).collect(Collectors.joining("\n"));
        }
    }

    /// An element `field` of PDML with the attributes that matter.
    ///
    /// @param depth how many others it stands in
    record Printed(int depth, String name, String showName, String show, String value) {

        @Override
        public String toString() {
            return String.format(
                    "%s<field name=\"%s\" showname=\"%s\" show=\"%s\" value=\"%s\"/>",
                    "  ".repeat(depth), name, showName, show, value);
        }
    }
}
