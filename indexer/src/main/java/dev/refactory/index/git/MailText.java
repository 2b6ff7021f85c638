package dev.refactory.index.git;

import dev.refactory.index.git.PatchWriter.CommitMessage;
import dev.refactory.index.git.PatchWriter.Patch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Patches as messages that `git am` takes.
final class MailText {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);
    private static final int MAX_ENCODED_LINE = 76;
    /// Octets of a header put into one encoded word, which may be 75 characters long.
    private static final int OCTETS_PER_WORD = 15;

    private MailText() {}

    /// One message for each patch that changes something, numbered when there are several.
    static byte[] of(List<Patch> patches, List<CommitMessage> messages, String baseCommitId) {
        if (patches.size() != messages.size()) {
            throw new IllegalArgumentException(patches.size() + " patches, " + messages.size() + " messages");
        }
        int total =
                (int) patches.stream().filter(patch -> !patch.changesNothing()).count();
        ByteArrayOutputStream mbox = new ByteArrayOutputStream();
        int number = 0;
        for (int i = 0; i < patches.size(); i++) {
            if (!patches.get(i).changesNothing()) {
                number++;
                String tag = total == 1 ? "[PATCH] " : "[PATCH " + number + "/" + total + "] ";
                mbox.writeBytes(message(patches.get(i), messages.get(i), tag, baseCommitId, number == 1));
            }
        }
        return mbox.toByteArray();
    }

    private static byte[] message(Patch patch, CommitMessage message, String tag, String baseCommitId, boolean first) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!message.body().isBlank()) {
            body.writeBytes(utf8(quotedBody(message.body()) + "\n"));
        }
        body.writeBytes(utf8("---\n " + patch.filesChanged() + " files changed, " + patch.insertions()
                + " insertions(+), " + patch.deletions() + " deletions(-)\n\n"
                + (first ? "base-commit: " + baseCommitId + "\n\n" : "")));
        body.writeBytes(patch.diff());
        body.writeBytes(utf8("-- \nrefactory\n\n"));
        byte[] bytes = body.toByteArray();
        boolean plain = survivesTransport(bytes);

        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        String date = DATE.format(Instant.ofEpochSecond(message.authored()).atOffset(ZoneOffset.UTC));
        mail.writeBytes(utf8("From " + baseCommitId + " Mon Sep 17 00:00:00 2001\n"
                + "From: " + header(message.author()) + " <" + address(message.email()) + ">\n"
                + "Date: " + date + "\n"
                + "Subject: " + tag + header(message.subject()) + "\n"
                + "MIME-Version: 1.0\n"
                + "Content-Type: text/plain; charset=UTF-8\n"
                + "Content-Transfer-Encoding: " + (plain ? "8bit" : "quoted-printable") + "\n\n"));
        mail.writeBytes(plain ? bytes : quotedPrintable(bytes));
        return mail.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Git's mail splitter drops carriage returns of plain messages, and its reader stops at NUL.
    private static boolean survivesTransport(byte[] body) {
        for (byte b : body) {
            if (b == '\r' || b == 0) {
                return false;
            }
        }
        return dev.refactory.graph.model.SourceText.decode(body).charset() == StandardCharsets.UTF_8;
    }

    /// The body with the lines indented that a reader would take for the end of the message or the next one.
    private static String quotedBody(String body) {
        StringBuilder quoted = new StringBuilder();
        for (String line : body.strip().split("\n", -1)) {
            String text = line.replace("\r", "");
            boolean ends = text.startsWith("---")
                    || text.startsWith("diff -")
                    || text.startsWith("Index: ")
                    || text.startsWith("From ");
            quoted.append(ends ? " " : "").append(text).append('\n');
        }
        return quoted.toString();
    }

    private static String address(String email) {
        return email.replaceAll("[^\\x21-\\x7e]|[<>]", "");
    }

    /// One line; as encoded words when it is not plain ASCII.
    private static String header(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        boolean plain = line.chars().allMatch(c -> c >= ' ' && c < 0x7f) && !line.contains("=?");
        if (plain) {
            return line;
        }
        StringBuilder words = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            int codePoint = line.codePointAt(i);
            byte[] bytes = utf8(Character.toString(codePoint));
            if (octets + bytes.length > OCTETS_PER_WORD) {
                words.append("=?UTF-8?q?").append(word).append("?=\n ");
                word.setLength(0);
                octets = 0;
            }
            for (byte b : bytes) {
                word.append(encoded(b));
            }
            octets += bytes.length;
            i += Character.charCount(codePoint);
        }
        return words.append("=?UTF-8?q?").append(word).append("?=").toString();
    }

    private static String encoded(byte b) {
        boolean letter = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
        return letter ? String.valueOf((char) b) : hex(b);
    }

    private static String hex(byte b) {
        return "=" + Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16))
                + Character.toUpperCase(Character.forDigit(b & 15, 16));
    }

    private static byte[] quotedPrintable(byte[] body) {
        StringBuilder out = new StringBuilder(body.length + body.length / 4);
        int column = 0;
        for (int i = 0; i < body.length; i++) {
            byte b = body[i];
            if (b == '\n') {
                out.append('\n');
                column = 0;
                continue;
            }
            boolean beforeEnd = i + 1 == body.length || body[i + 1] == '\n';
            boolean plain = b > ' ' && b < 0x7f && b != '=' || (b == ' ' || b == '\t') && !beforeEnd;
            // "From " at the start of a line is the next message to a splitter.
            plain &= !(column == 0 && b == 'F');
            String text = plain ? String.valueOf((char) b) : hex(b);
            if (column + text.length() > MAX_ENCODED_LINE - 1) {
                out.append("=\n");
                column = 0;
            }
            out.append(text);
            column += text.length();
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
