package dev.evpnd.it.tshark;

import dev.evpnd.it.tshark.Packet.Message;
import dev.evpnd.it.tshark.Packet.Printed;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the XML that `tshark -T pdml` prints, packet by packet.
final class PdmlReader {
    /// What a packet of ours is made of; anything else is a complaint.
    private static final Set<String> LAYERS = Set.of("geninfo", "frame", "eth", "ip", "tcp");

    /// What tshark says on its own account has a name that begins so.
    private static final String OWN_ACCOUNT = "_ws.";

    private final XMLStreamReader xml;
    private List<Message> messages = new ArrayList<>();
    private List<String> complaints = new ArrayList<>();

    private PdmlReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// Reads to the end and hands over every packet as soon as it is complete.
    static void read(InputStream pdml, Consumer<Packet> packets) throws XMLStreamException {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        new PdmlReader(factory.createXMLStreamReader(pdml)).read(packets);
    }

    private void read(Consumer<Packet> packets) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("proto")) {
                layer();
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("packet")) {
                packets.accept(new Packet(messages, complaints));
                messages = new ArrayList<>();
                complaints = new ArrayList<>();
            }
        }
    }

    private void layer() throws XMLStreamException {
        var name = attribute("name");
        var printed = fields();
        if (name.equals("bgp")) {
            messages.add(new Message(printed));
            return;
        }
        if (!LAYERS.contains(name)) {
            complaints.add(name);
        }
        for (var field : printed) {
            if (field.name().startsWith(OWN_ACCOUNT)) {
                complaints.add(name + ": " + field.name() + " " + field.showName());
            }
        }
    }

    /// All fields up to the end of the element that has just begun.
    private List<Printed> fields() throws XMLStreamException {
        var fields = new ArrayList<Printed>();
        int depth = 0;
        while (depth >= 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> fields.add(field(depth++));
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        return fields;
    }

    private Printed field(int depth) {
        return new Printed(
                depth,
                attribute("name"),
                attribute("showname"),
                attribute("show"),
                attribute("value"));
    }

    private String attribute(String name) {
        return Objects.requireNonNullElse(xml.getAttributeValue(null, name), "");
    }
}
