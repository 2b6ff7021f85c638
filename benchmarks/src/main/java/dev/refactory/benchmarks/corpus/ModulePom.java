package dev.refactory.benchmarks.corpus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// A published build file made into that of a module: what it compiles against is kept, all else goes.
final class ModulePom {
    private static final Set<String> KEPT = Set.of(
            "modelVersion",
            "parent",
            "groupId",
            "artifactId",
            "version",
            "properties",
            "dependencyManagement",
            "dependencies");

    private final Document document;
    private final Element project;

    private ModulePom(Document document) {
        this.document = document;
        this.project = document.getDocumentElement();
    }

    /// @param published the bytes of a `pom.xml` from a Maven repository
    /// @param release the Java language level, which replaces any that its parents name
    /// @param extras dependencies to add, as `group:artifact:version`
    static byte[] of(byte[] published, int release, List<String> extras) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            ModulePom pom = new ModulePom(factory.newDocumentBuilder().parse(new ByteArrayInputStream(published)));
            pom.reduce();
            pom.add(extras);
            pom.release(release);
            return pom.text();
        } catch (ParserConfigurationException | SAXException | TransformerException e) {
            throw new IOException("Not a build file: " + e.getMessage(), e);
        }
    }

    private void reduce() {
        for (Node node : nodes(project)) {
            if (!KEPT.contains(node.getNodeName())) {
                project.removeChild(node);
            }
        }
        Element parent = child(project, "parent");
        if (parent != null) {
            // It is not in this repository: nobody shall take the directory above for it.
            Element path = child(parent, "relativePath");
            if (path != null) {
                parent.removeChild(path);
            }
            parent.appendChild(document.createElement("relativePath"));
        }
        Element dependencies = child(project, "dependencies");
        if (dependencies != null) {
            for (Node node : nodes(dependencies)) {
                if (node instanceof Element dependency) {
                    switch (text(dependency, "scope")) {
                        // Tests are not published.
                        case "test" -> dependencies.removeChild(dependency);
                        // So Gradle publishes what is compiled against and not shown on.
                        case "runtime" -> dependency.removeChild(Objects.requireNonNull(child(dependency, "scope")));
                        default -> {}
                    }
                }
            }
        }
    }

    private void add(List<String> extras) {
        Element dependencies = madeIfMissing("dependencies");
        for (String extra : extras) {
            String[] parts = extra.split(":");
            Element dependency = document.createElement("dependency");
            add(dependency, "groupId", parts[0]);
            add(dependency, "artifactId", parts[1]);
            add(dependency, "version", parts[2]);
            dependencies.appendChild(dependency);
        }
    }

    private void release(int release) {
        Element properties = madeIfMissing("properties");
        for (Node node : nodes(properties)) {
            if (node.getNodeName().startsWith("maven.compiler.")) {
                properties.removeChild(node);
            }
        }
        add(properties, "maven.compiler.release", Integer.toString(release));
    }

    private Element madeIfMissing(String name) {
        Element found = child(project, name);
        if (found == null) {
            found = document.createElement(name);
            project.appendChild(found);
        }
        return found;
    }

    private void add(Element to, String name, String text) {
        Element element = document.createElement(name);
        element.setTextContent(text);
        to.appendChild(element);
    }

    private static @Nullable Element child(Element of, String name) {
        for (Node node : nodes(of)) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private static String text(Element of, String name) {
        Element child = child(of, name);
        return child == null ? "" : child.getTextContent().strip();
    }

    private static List<Node> nodes(Element of) {
        List<Node> nodes = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            nodes.add(node);
        }
        return nodes;
    }

    private byte[] text() throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
        transformer.setOutputProperty(OutputKeys.INDENT, "yes");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        transformer.transform(new DOMSource(document), new StreamResult(bytes));
        return bytes.toByteArray();
    }
}
