<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>choices</name>
    <message>
        <source>each in turn</source>
        <translation>der Reihe nach</translation>
    </message>
    <message>
        <source>work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>ignorieren</translation>
    </message>
    <message>
        <source>handler</source>
        <translation>Handler</translation>
    </message>
</context>
<context>
    <name>errno</name>
    <message>
        <source>Operation not permitted</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Verzeichnis gibt es nicht</translation>
    </message>
    <message>
        <source>No such process</source>
        <translation>Prozess gibt es nicht</translation>
    </message>
    <message>
        <source>Interrupted system call</source>
        <translation>Systemaufruf unterbrochen</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>Gerät oder Adresse gibt es nicht</translation>
    </message>
    <message>
        <source>Argument list too long</source>
        <translation>Argumentliste zu lang</translation>
    </message>
    <message>
        <source>Exec format error</source>
        <translation>Kein ausführbares Format</translation>
    </message>
    <message>
        <source>Bad file descriptor</source>
        <translation>Ungültiger Dateideskriptor</translation>
    </message>
    <message>
        <source>No child processes</source>
        <translation>Keine Kindprozesse</translation>
    </message>
    <message>
        <source>Resource temporarily unavailable</source>
        <translation>Im Augenblick nicht verfügbar</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>Speicher nicht zu bekommen</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>Bad address</source>
        <translation>Ungültige Adresse</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>Gerät oder Ressource belegt</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Datei gibt es schon</translation>
    </message>
    <message>
        <source>Invalid cross-device link</source>
        <translation>Verweis über Gerätegrenzen nicht möglich</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>Gerät gibt es nicht</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Kein Verzeichnis</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Ist ein Verzeichnis</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>Ungültiges Argument</translation>
    </message>
    <message>
        <source>Too many open files in system</source>
        <translation>Zu viele offene Dateien im System</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Zu viele offene Dateien</translation>
    </message>
    <message>
        <source>Inappropriate ioctl for device</source>
        <translation>ioctl passt nicht zum Gerät</translation>
    </message>
    <message>
        <source>Text file busy</source>
        <translation>Programmdatei wird gerade ausgeführt</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>Datei zu groß</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Kein Platz mehr auf dem Gerät</translation>
    </message>
    <message>
        <source>Illegal seek</source>
        <translation>Positionieren hier nicht möglich</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Dateisystem ist nur lesbar</translation>
    </message>
    <message>
        <source>Too many links</source>
        <translation>Zu viele Verweise</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>Pipe ohne Leser</translation>
    </message>
    <message>
        <source>Resource deadlock avoided</source>
        <translation>Verklemmung vermieden</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Dateiname zu lang</translation>
    </message>
    <message>
        <source>Function not implemented</source>
        <translation>Funktion nicht vorhanden</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>Zu viele symbolische Verweise hintereinander</translation>
    </message>
    <message>
        <source>Protocol error</source>
        <translation>Protokollfehler</translation>
    </message>
    <message>
        <source>Value too large for defined data type</source>
        <translation>Wert zu groß für seinen Datentyp</translation>
    </message>
    <message>
        <source>Message too long</source>
        <translation>Nachricht zu lang</translation>
    </message>
    <message>
        <source>Protocol wrong type for socket</source>
        <translation>Protokoll passt nicht zum Socket</translation>
    </message>
    <message>
        <source>Protocol not available</source>
        <translation>Protokoll nicht verfügbar</translation>
    </message>
    <message>
        <source>Operation not supported</source>
        <translation>Nicht unterstützt</translation>
    </message>
    <message>
        <source>Address family not supported by protocol</source>
        <translation>Adressfamilie vom Protokoll nicht unterstützt</translation>
    </message>
    <message>
        <source>Address already in use</source>
        <translation>Adresse schon in Gebrauch</translation>
    </message>
    <message>
        <source>Cannot assign requested address</source>
        <translation>Adresse hier nicht zu vergeben</translation>
    </message>
    <message>
        <source>Software caused connection abort</source>
        <translation>Verbindung vom eigenen System abgebrochen</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>Verbindung von der Gegenseite zurückgesetzt</translation>
    </message>
    <message>
        <source>No buffer space available</source>
        <translation>Kein Pufferspeicher frei</translation>
    </message>
    <message>
        <source>Transport endpoint is already connected</source>
        <translation>Schon verbunden</translation>
    </message>
    <message>
        <source>Transport endpoint is not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>Zeit für die Verbindung abgelaufen</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>Operation already in progress</source>
        <translation>Ist schon im Gange</translation>
    </message>
    <message>
        <source>Operation now in progress</source>
        <translation>Ist nun im Gange</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>Dateizugriff veraltet</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Plattenkontingent erschöpft</translation>
    </message>
    <message>
        <source>Operation canceled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Owner died</source>
        <translation>Besitzer ist gestorben</translation>
    </message>
    <message>
        <source>State not recoverable</source>
        <translation>Zustand nicht wiederherstellbar</translation>
    </message>
    <message>
        <source>limit reached: open files of one process, RLIMIT_NOFILE; raise it with ulimit -n</source>
        <translation>Grenze erreicht: offene Dateien eines Prozesses, RLIMIT_NOFILE; erhöhen mit ulimit -n</translation>
    </message>
    <message>
        <source>limit reached: open files of the whole machine, /proc/sys/fs/file-max</source>
        <translation>Grenze erreicht: offene Dateien des ganzen Rechners, /proc/sys/fs/file-max</translation>
    </message>
    <message>
        <source>limit reached: processes of this user, RLIMIT_NPROC; raise it with ulimit -u</source>
        <translation>Grenze erreicht: Prozesse dieses Benutzers, RLIMIT_NPROC; erhöhen mit ulimit -u</translation>
    </message>
    <message>
        <source>limit reached: memory</source>
        <translation>Grenze erreicht: Speicher</translation>
    </message>
    <message>
        <source>limit reached: space of the file system</source>
        <translation>Grenze erreicht: Platz im Dateisystem</translation>
    </message>
    <message>
        <source>limit reached: size of a file, RLIMIT_FSIZE; raise it with ulimit -f</source>
        <translation>Grenze erreicht: Größe einer Datei, RLIMIT_FSIZE; erhöhen mit ulimit -f</translation>
    </message>
    <message>
        <source>limits: /proc/sys/fs/mqueue/msgsize_max and RLIMIT_MSGQUEUE (ulimit -q)</source>
        <translation>Grenzen: /proc/sys/fs/mqueue/msgsize_max und RLIMIT_MSGQUEUE (ulimit -q)</translation>
    </message>
    <message>
        <source>a message of</source>
        <translation>eine Nachricht von</translation>
    </message>
    <message>
        <source>limit: /proc/sys/net/core/wmem_max</source>
        <translation>Grenze: /proc/sys/net/core/wmem_max</translation>
    </message>
    <message>
        <source>a signal carries one value of 8 bytes</source>
        <translation>ein Signal trägt einen Wert von 8 Bytes</translation>
    </message>
    <message>
        <source>shared memory has no descriptor that poll(2) could wait for</source>
        <translation>Shared Memory hat keinen Deskriptor, auf den poll(2) warten könnte</translation>
    </message>
    <message>
        <source>a process of the lane has stopped moving</source>
        <translation>ein Prozess der Bahn bewegt sich nicht mehr</translation>
    </message>
    <message>
        <source>events were lost: fewer messages, or a quieter machine</source>
        <translation>Ereignisse gingen verloren: weniger Nachrichten oder eine ruhigere Maschine</translation>
    </message>
    <message>
        <source>a socket&apos;s path has at most 107 characters; set XDG_RUNTIME_DIR to a shorter one</source>
        <translation>der Pfad eines Sockets hat höchstens 107 Zeichen; XDG_RUNTIME_DIR auf einen kürzeren setzen</translation>
    </message>
    <message>
        <source>limit reached: message queues of this user, RLIMIT_MSGQUEUE; raise it with ulimit -q</source>
        <translation>Grenze erreicht: Nachrichtenschlangen dieses Benutzers, RLIMIT_MSGQUEUE; erhöhen mit ulimit -q</translation>
    </message>
    <message>
        <source>another run is being recorded into it</source>
        <translation>ein anderer Lauf wird gerade dorthin aufgezeichnet</translation>
    </message>
    <message>
        <source>it was killed by</source>
        <translation>er wurde beendet von</translation>
    </message>
</context>
<context>
    <name>evidence</name>
    <message>
        <source>probe</source>
        <translation>Sonde</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>derived</source>
        <translation>gefolgert</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
</context>
<context>
    <name>explain</name>
    <message>
        <source>{} entered, no return yet</source>
        <translation>{} begonnen, noch nicht zurück</translation>
    </message>
    <message>
        <source>{} returned -1, {}</source>
        <translation>{} gab -1 zurück, {}</translation>
    </message>
    <message>
        <source>{} returned an address</source>
        <translation>{} gab eine Adresse zurück</translation>
    </message>
    <message>
        <source>{} returned {}</source>
        <translation>{} gab {} zurück</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>in state {}</source>
        <translation>im Zustand {}</translation>
    </message>
    <message>
        <source>{} in {}</source>
        <translation>{} in {}</translation>
    </message>
    <message>
        <source>lseek: the offset is {}</source>
        <translation>lseek: der Offset ist {}</translation>
    </message>
    <message>
        <source>signals that are pending: {}</source>
        <translation>anstehende Signale: {}</translation>
    </message>
    <message>
        <source>events were lost: the depth is not certain</source>
        <translation>Ereignisse gingen verloren: der Füllstand ist nicht sicher</translation>
    </message>
    <message>
        <source>{} of {} messages inside</source>
        <translation>{} von {} Nachrichten darin</translation>
    </message>
    <message>
        <source>capacity {}: no slot is free</source>
        <translation>Kapazität {}: kein Slot ist frei</translation>
    </message>
    <message>
        <source>{} of {} bytes inside</source>
        <translation>{} von {} Bytes darin</translation>
    </message>
    <message>
        <source>The {} waits in {}(): the {} is full.</source>
        <translation>{} wartet in {}(): {} ist voll.</translation>
    </message>
    <message>
        <source>The {} waits in {}(): the {} is empty.</source>
        <translation>{} wartet in {}(): {} ist leer.</translation>
    </message>
    <message>
        <source>, {} of {} messages</source>
        <translation>, {} von {} Nachrichten</translation>
    </message>
    <message>
        <source>, {} of {} bytes</source>
        <translation>, {} von {} Bytes</translation>
    </message>
    <message>
        <source>only mq_receive() can wake it</source>
        <translation>nur mq_receive() kann den Prozess wecken</translation>
    </message>
    <message>
        <source>only mq_send() can wake it</source>
        <translation>nur mq_send() kann den Prozess wecken</translation>
    </message>
    <message>
        <source>only a read, or closing the read end, can wake it</source>
        <translation>nur ein Lesen oder das Schließen des Leseendes kann den Prozess wecken</translation>
    </message>
    <message>
        <source>only a write, or closing the last write end, can wake it</source>
        <translation>nur ein Schreiben oder das Schließen des letzten Schreibendes kann den Prozess wecken</translation>
    </message>
    <message>
        <source>{} {} waits in {}: the {} is full{}; {}</source>
        <translation>{} {} wartet in {}: {} ist voll{}; {}</translation>
    </message>
    <message>
        <source>{} {} waits in {}: the {} is empty{}; {}</source>
        <translation>{} {} wartet in {}: {} ist leer{}; {}</translation>
    </message>
    <message>
        <source>{}: mq_receive(), which frees a place</source>
        <translation>{}: mq_receive(), das einen Platz frei macht</translation>
    </message>
    <message>
        <source>{}: mq_send()</source>
        <translation>{}: mq_send()</translation>
    </message>
    <message>
        <source>{}: a read() that empties one slot</source>
        <translation>{}: ein read(), das einen Slot leert</translation>
    </message>
    <message>
        <source>{}: closing its read end, then SIGPIPE</source>
        <translation>{}: das Leseende schließen, dann SIGPIPE</translation>
    </message>
    <message>
        <source>{}: a write()</source>
        <translation>{}: ein write()</translation>
    </message>
    <message>
        <source>{}: closing its write end, then end of file</source>
        <translation>{}: das Schreibende schließen, dann Dateiende</translation>
    </message>
    <message>
        <source>The {} has ended.</source>
        <translation>{} ist beendet.</translation>
    </message>
    <message>
        <source>{} {} called exit({})</source>
        <translation>{} {} hat exit({}) aufgerufen</translation>
    </message>
    <message>
        <source>waitid: exited, status {}</source>
        <translation>waitid: beendet, Status {}</translation>
    </message>
    <message>
        <source>{} killed the {}.</source>
        <translation>{} hat {} beendet.</translation>
    </message>
    <message>
        <source> in {}: the {} has no reader left</source>
        <translation> in {}: {} hat keinen Leser mehr</translation>
    </message>
    <message>
        <source>{} {} was killed by {}{}</source>
        <translation>{} {} wurde von {} beendet{}</translation>
    </message>
    <message>
        <source>waitid: killed by {}, its core was dumped</source>
        <translation>waitid: von {} beendet, mit Speicherabzug</translation>
    </message>
    <message>
        <source>waitid: killed by {}</source>
        <translation>waitid: von {} beendet</translation>
    </message>
    <message>
        <source>You have stopped {}.</source>
        <translation>{} ist von Ihnen gestoppt.</translation>
    </message>
    <message>
        <source>{} {} has got SIGSTOP; SIGCONT lets it go on</source>
        <translation>{} {} hat SIGSTOP bekommen; SIGCONT lässt den Prozess weiterlaufen</translation>
    </message>
    <message>
        <source> in its sleep</source>
        <translation> im Schlaf</translation>
    </message>
    <message>
        <source> before {}</source>
        <translation> vor {}</translation>
    </message>
    <message>
        <source>You hold the {}{}.</source>
        <translation>{}, von Ihnen angehalten{}.</translation>
    </message>
    <message>
        <source>{} {} stands at its gate{}; let it go, or let it take one step</source>
        <translation>{} {} steht am Tor{}; lassen Sie den Prozess frei oder einen Schritt tun</translation>
    </message>
    <message>
        <source>at the gate{}</source>
        <translation>am Tor{}</translation>
    </message>
    <message>
        <source>at line {} of its source</source>
        <translation>in Zeile {} des Quelltexts</translation>
    </message>
    <message>
        <source>{}() returned -1: {}.</source>
        <translation>{}() gab -1 zurück: {}.</translation>
    </message>
    <message>
        <source>O_NONBLOCK is set and there is no room</source>
        <translation>O_NONBLOCK ist gesetzt, und es ist kein Platz</translation>
    </message>
    <message>
        <source>O_NONBLOCK is set and nothing is there</source>
        <translation>O_NONBLOCK ist gesetzt, und es ist nichts da</translation>
    </message>
    <message>
        <source>no reader is left, and SIGPIPE is ignored</source>
        <translation>kein Leser ist übrig, und SIGPIPE wird ignoriert</translation>
    </message>
    <message>
        <source>a signal handler ran meanwhile</source>
        <translation>inzwischen lief ein Signalhandler</translation>
    </message>
    <message>
        <source>{} {}: {} returned -1, {}: {}</source>
        <translation>{} {}: {} gab -1 zurück, {}: {}</translation>
    </message>
    <message>
        <source>The {} is in {}().</source>
        <translation>{} ist in {}().</translation>
    </message>
    <message>
        <source>{} {} is in {}</source>
        <translation>{} {} ist in {}</translation>
    </message>
    <message>
        <source>The {} has read the end of the stream.</source>
        <translation>{} hat das Ende des Stroms gelesen.</translation>
    </message>
    <message>
        <source>{} {}: {}({}) returned 0: nobody is left who could write and the {} is empty</source>
        <translation>{} {}: {}({}) gab 0 zurück: niemand ist übrig, der schreiben könnte, und {} ist leer</translation>
    </message>
    <message>
        <source>Messages flow: nobody has to wait.</source>
        <translation>Nachrichten fließen: niemand muss warten.</translation>
    </message>
    <message>
        <source>The processes are running.</source>
        <translation>Die Prozesse laufen.</translation>
    </message>
    <message>
        <source>{} {} has done its work</source>
        <translation>{} {} hat die Arbeit getan</translation>
    </message>
    <message>
        <source>{} {} sleeps until its next turn</source>
        <translation>{} {} schläft bis zum nächsten Mal</translation>
    </message>
    <message>
        <source>{} {} runs its own code</source>
        <translation>{} {} führt eigenen Code aus</translation>
    </message>
    <message>
        <source>; its last call was {}, {} bytes</source>
        <translation>; der letzte Aufruf war {}, {} Bytes</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>{} accesses timed with rdtscp</source>
        <translation>{} Zugriffe, mit rdtscp gemessen</translation>
    </message>
    <message>
        <source>{} of them took as long as a transfer takes</source>
        <translation>{} davon dauerten so lange wie ein Transfer</translation>
    </message>
    <message>
        <source>threshold in the valley: {} ns</source>
        <translation>Schwelle im Tal: {} ns</translation>
    </message>
    <message>
        <source>the names Modified and Invalid</source>
        <translation>die Namen Modified und Invalid</translation>
    </message>
    <message>
        <source>the other one added too for {}.{} % of the time</source>
        <translation>der andere addierte in {},{} % der Zeit auch</translation>
    </message>
    <message>
        <source>getrusage: {} involuntary context switches</source>
        <translation>getrusage: {} unfreiwillige Kontextwechsel</translation>
    </message>
    <message>
        <source>The {} waits for a lock.</source>
        <translation>{} wartet auf eine Sperre.</translation>
    </message>
    <message>
        <source>{} {} waits in futex(2) until somebody unlocks</source>
        <translation>{} {} wartet in futex(2), bis jemand entsperrt</translation>
    </message>
    <message>
        <source>{} {} waits in futex(2): the {} has the lock, and is dead</source>
        <translation>{} {} wartet in futex(2): {} hat die Sperre und ist tot</translation>
    </message>
    <message>
        <source>{} {} waits in futex(2): the {} has the lock</source>
        <translation>{} {} wartet in futex(2): {} hat die Sperre</translation>
    </message>
    <message>
        <source>{}: the kernel, if the mutex is robust</source>
        <translation>{}: der Kernel, wenn der Mutex robust ist</translation>
    </message>
    <message>
        <source>{}: pthread_mutex_unlock()</source>
        <translation>{}: pthread_mutex_unlock()</translation>
    </message>
    <message>
        <source>Each counter has a line of its own.</source>
        <translation>Jeder Zähler hat eine eigene Zeile.</translation>
    </message>
    <message>
        <source>One cache line, two cores.</source>
        <translation>Eine Cache-Zeile, zwei Kerne.</translation>
    </message>
    <message>
        <source>{} {} finds its counter in its own cache</source>
        <translation>{} {} findet den Zähler im eigenen Cache</translation>
    </message>
    <message>
        <source>{} {} may have to wait for the line</source>
        <translation>{} {} muss vielleicht auf die Zeile warten</translation>
    </message>
    <message>
        <source>; but the two run at the same time for only {} % of it</source>
        <translation>; doch nur in {} % der Zeit laufen beide zugleich</translation>
    </message>
    <message>
        <source>{} updates are lost.</source>
        <translation>{} Aktualisierungen sind verloren.</translation>
    </message>
    <message>
        <source>{} additions were made, the counter holds {}</source>
        <translation>{} Additionen wurden gemacht, der Zähler steht auf {}</translation>
    </message>
    <message>
        <source>Loads and stores: nobody has to call the kernel.</source>
        <translation>Lesen und Schreiben im Speicher: niemand muss den Kernel rufen.</translation>
    </message>
    <message>
        <source>{} {} loads and stores</source>
        <translation>{} {} lädt und speichert</translation>
    </message>
    <message>
        <source>{} bytes at {:#x}</source>
        <translation>{} Bytes ab {:#x}</translation>
    </message>
    <message>
        <source>pagemap: frame {:#x}</source>
        <translation>pagemap: Rahmen {:#x}</translation>
    </message>
    <message>
        <source>maps: device {}:{}, inode {}, offset {}</source>
        <translation>maps: Gerät {}:{}, Inode {}, Offset {}</translation>
    </message>
    <message>
        <source>smaps: {} bytes dirty</source>
        <translation>smaps: {} Bytes geändert (dirty)</translation>
    </message>
    <message>
        <source>{} (held by you)</source>
        <translation>{} (von Ihnen angehalten)</translation>
    </message>
    <message>
        <source>{}({}, {} bytes)</source>
        <translation>{}({}, {} Bytes)</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Deadlock: the {} waits for itself.</source>
        <translation>Verklemmung (Deadlock): {} wartet auf sich selbst.</translation>
    </message>
    <message>
        <source>{} {}: the handler of {} waits for a lock that the code it has interrupted holds; that code goes on only when the handler returns</source>
        <translation>{} {}: der Handler von {} wartet auf eine Sperre, die der unterbrochene Code hält; dieser geht erst weiter, wenn der Handler zurückkehrt</translation>
    </message>
    <message>
        <source>nobody: the end of the process alone ends this wait</source>
        <translation>niemand: nur das Ende des Prozesses beendet dieses Warten</translation>
    </message>
    <message>
        <source>The {} waits in {}() until a signal comes.</source>
        <translation>{} wartet in {}(), bis ein Signal kommt.</translation>
    </message>
    <message>
        <source>{} {} waits in {}</source>
        <translation>{} {} wartet in {}</translation>
    </message>
    <message>
        <source>{}: it is read from this descriptor, signalfd(2)</source>
        <translation>{}: es wird von diesem Deskriptor gelesen, signalfd(2)</translation>
    </message>
    <message>
        <source>any signal that it has a handler for</source>
        <translation>jedes Signal, für das es einen Handler gibt</translation>
    </message>
    <message>
        <source>A signal has stopped the {}.</source>
        <translation>Ein Signal hat {} gestoppt.</translation>
    </message>
    <message>
        <source>{} {} is stopped; SIGCONT lets it go on, SIGKILL ends it</source>
        <translation>{} {} ist gestoppt; SIGCONT lässt den Prozess weiterlaufen, SIGKILL beendet ihn</translation>
    </message>
    <message>
        <source>/proc/PID/stat: T, stopped</source>
        <translation>/proc/PID/stat: T, gestoppt</translation>
    </message>
    <message>
        <source>{} has cut into the {}: its handler runs.</source>
        <translation>{} unterbricht {}: der Handler läuft.</translation>
    </message>
    <message>
        <source>in {}()</source>
        <translation>in {}()</translation>
    </message>
    <message>
        <source>in another handler</source>
        <translation>in einem anderen Handler</translation>
    </message>
    <message>
        <source>at step {}</source>
        <translation>bei Schritt {}</translation>
    </message>
    <message>
        <source>{} {} was cut {}; when the handler returns it goes on there</source>
        <translation>{} {} wurde unterbrochen {}; kehrt der Handler zurück, geht es dort weiter</translation>
    </message>
    <message>
        <source>pending: {}</source>
        <translation>anstehend: {}</translation>
    </message>
    <message>
        <source>The {} waits in accept(): nobody is calling.</source>
        <translation>{} wartet in accept(): niemand ruft an.</translation>
    </message>
    <message>
        <source>{} {} waits in accept({}): it returns, with a new descriptor, when a client connects</source>
        <translation>{} {} wartet in accept({}): es kehrt mit einem neuen Deskriptor zurück, wenn ein Client sich verbindet</translation>
    </message>
    <message>
        <source>any client: connect()</source>
        <translation>jeder Client: connect()</translation>
    </message>
    <message>
        <source>The {} waits in connect(): its call is not answered.</source>
        <translation>{} wartet in connect(): der Ruf bleibt ohne Antwort.</translation>
    </message>
    <message>
        <source>{} {} waits in connect({}): as many connections wait for accept() as the backlog allows; TCP asks again after 1 s, then after 2</source>
        <translation>{} {} wartet in connect({}): so viele Verbindungen warten auf accept(), wie der Backlog zulässt; TCP fragt nach 1 s wieder, dann nach 2</translation>
    </message>
    <message>
        <source>{}: accept(), which frees a place</source>
        <translation>{}: accept(), das einen Platz frei macht</translation>
    </message>
    <message>
        <source>The {} waits in recv(): nothing has arrived.</source>
        <translation>{} wartet in recv(): nichts ist angekommen.</translation>
    </message>
    <message>
        <source>{} {} waits in {}: the receive buffer is empty; only a send, or the end of the connection, can wake it</source>
        <translation>{} {} wartet in {}: der Empfangspuffer ist leer; nur ein Senden oder das Ende der Verbindung kann den Prozess wecken</translation>
    </message>
    <message>
        <source>The {} waits in send(): the receiver&apos;s window is closed.</source>
        <translation>{} wartet in send(): das Fenster des Empfängers ist zu.</translation>
    </message>
    <message>
        <source>The {} waits in send(): the buffer is full.</source>
        <translation>{} wartet in send(): der Puffer ist voll.</translation>
    </message>
    <message>
        <source>{} {} waits in {}: {} bytes have not been received yet; only recv(), or the end of the connection, can wake it</source>
        <translation>{} {} wartet in {}: {} Bytes sind noch nicht empfangen; nur recv() oder das Ende der Verbindung kann den Prozess wecken</translation>
    </message>
    <message>
        <source>{}: recv()</source>
        <translation>{}: recv()</translation>
    </message>
    <message>
        <source>{}: send()</source>
        <translation>{}: send()</translation>
    </message>
    <message>
        <source>{}: closing its socket</source>
        <translation>{}: den eigenen Socket schließen</translation>
    </message>
    <message>
        <source>{} bytes sent and not received yet</source>
        <translation>{} Bytes gesendet und noch nicht empfangen</translation>
    </message>
    <message>
        <source>The {} waits for itself: it holds the last read end.</source>
        <translation>{} wartet auf sich selbst: der Prozess hält das letzte Leseende.</translation>
    </message>
    <message>
        <source>The {} waits for itself: it holds the last write end.</source>
        <translation>{} wartet auf sich selbst: der Prozess hält das letzte Schreibende.</translation>
    </message>
    <message>
        <source>{} {} waits in {}: the only open read end of the {} is its own descriptor {}</source>
        <translation>{} {} wartet in {}: das einzige offene Leseende von {} ist der eigene Deskriptor {}</translation>
    </message>
    <message>
        <source>{} {} waits in {}: the only open write end of the {} is its own descriptor {}</source>
        <translation>{} {} wartet in {}: das einzige offene Schreibende von {} ist der eigene Deskriptor {}</translation>
    </message>
    <message>
        <source>{}: closing its own descriptor {}</source>
        <translation>{}: den eigenen Deskriptor {} schließen</translation>
    </message>
    <message>
        <source>The {} waits in open(): nobody has opened the {} for reading.</source>
        <translation>{} wartet in open(): niemand hat {} zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>The {} waits in open(): nobody has opened the {} for writing.</source>
        <translation>{} wartet in open(): niemand hat {} zum Schreiben geöffnet.</translation>
    </message>
    <message>
        <source>{} {} waits in open({}): it returns when another process opens it for reading</source>
        <translation>{} {} wartet in open({}): es kehrt zurück, wenn ein anderer Prozess zum Lesen öffnet</translation>
    </message>
    <message>
        <source>{} {} waits in open({}): it returns when another process opens it for writing</source>
        <translation>{} {} wartet in open({}): es kehrt zurück, wenn ein anderer Prozess zum Schreiben öffnet</translation>
    </message>
    <message>
        <source>{}: open() for reading</source>
        <translation>{}: open() zum Lesen</translation>
    </message>
    <message>
        <source>{}: open() for writing</source>
        <translation>{}: open() zum Schreiben</translation>
    </message>
    <message>
        <source>The {} waits for {}: the queue will send it, once.</source>
        <translation>{} wartet auf {}: die Warteschlange wird es senden, einmal.</translation>
    </message>
    <message>
        <source>The {} waits for {}, but is not registered any more.</source>
        <translation>{} wartet auf {}, ist aber nicht mehr angemeldet.</translation>
    </message>
    <message>
        <source>{} {} waits in sigwaitinfo({}): it comes when a message arrives in the empty queue</source>
        <translation>{} {} wartet in sigwaitinfo({}): es kommt, wenn eine Nachricht in der leeren Warteschlange eintrifft</translation>
    </message>
    <message>
        <source>{} {} waits in sigwaitinfo({}): a registration with mq_notify() counts once, and it has been used up</source>
        <translation>{} {} wartet in sigwaitinfo({}): eine Anmeldung mit mq_notify() gilt einmal, und sie ist verbraucht</translation>
    </message>
    <message>
        <source>The {} waits in recvmsg(): no message has come.</source>
        <translation>{} wartet in recvmsg(): keine Nachricht ist gekommen.</translation>
    </message>
    <message>
        <source>{} {} waits in recvmsg({}) for a message that carries a descriptor (SCM_RIGHTS)</source>
        <translation>{} {} wartet in recvmsg({}) auf eine Nachricht mit einem Deskriptor (SCM_RIGHTS)</translation>
    </message>
    <message>
        <source>{}: sendmsg()</source>
        <translation>{}: sendmsg()</translation>
    </message>
    <message>
        <source>It is timed, and reports nothing meanwhile.</source>
        <translation>Es wird gestoppt und berichtet so lange nichts.</translation>
    </message>
    <message>
        <source>{} {} passes messages without events</source>
        <translation>{} {} reicht Nachrichten ohne Ereignisse weiter</translation>
    </message>
    <message>
        <source>Each mechanism has its turn.</source>
        <translation>Jeder Mechanismus ist einmal dran.</translation>
    </message>
    <message>
        <source>{} B a message: {} round trips, then {} one way, after {} that do not count</source>
        <translation>{} B je Nachricht: {}-mal hin und zurück, dann {} in eine Richtung; {} davor zählen nicht</translation>
    </message>
    <message>
        <source>each waits in its call</source>
        <translation>jeder wartet in seinem Aufruf</translation>
    </message>
    <message>
        <source>each waits in poll(2)</source>
        <translation>jeder wartet in poll(2)</translation>
    </message>
    <message>
        <source>each asks again and again</source>
        <translation>jeder fragt immer wieder</translation>
    </message>
    <message>
        <source>; the kernel chooses the processors</source>
        <translation>; der Kernel wählt die Prozessoren</translation>
    </message>
    <message>
        <source>; both on CPU {}</source>
        <translation>; beide auf CPU {}</translation>
    </message>
    <message>
        <source>; on CPU {} and CPU {}</source>
        <translation>; auf CPU {} und CPU {}</translation>
    </message>
    <message>
        <source>{} rounds so far; every other one goes backwards</source>
        <translation>{} Runden bisher; jede zweite geht rückwärts</translation>
    </message>
    <message>
        <source>{}: no result yet</source>
        <translation>{}: noch kein Ergebnis</translation>
    </message>
    <message>
        <source>{}: {} messages a second in its newest turn</source>
        <translation>{}: {} Nachrichten je Sekunde beim letzten Mal</translation>
    </message>
    <message>
        <source>there and back: {} ns in its newest turn, half of them within</source>
        <translation>hin und zurück: {} ns beim letzten Mal, die Hälfte darin</translation>
    </message>
    <message>
        <source>with events {} % of its messages get through, by {} turns</source>
        <translation>mit Ereignissen kommen {} % seiner Nachrichten durch, nach {} Malen</translation>
    </message>
    <message>
        <source>{} takes no message of {} B (EMSGSIZE)</source>
        <translation>{} nimmt keine Nachricht von {} B (EMSGSIZE)</translation>
    </message>
    <message>
        <source>{} has no descriptor that poll(2) could wait for</source>
        <translation>{} hat keinen Deskriptor, auf den poll(2) warten könnte</translation>
    </message>
    <message>
        <source>{} cannot be made here: {}</source>
        <translation>{} gibt es hier nicht: {}</translation>
    </message>
    <message>
        <source>it gets the most messages through</source>
        <translation>er bringt die meisten Nachrichten durch</translation>
    </message>
    <message>
        <source>comparable with {}: it gets {} % of its messages through</source>
        <translation>vergleichbar mit {}: {} % von dessen Durchsatz</translation>
    </message>
    <message>
        <source>not comparable with {}: it holds {} messages, not {}</source>
        <translation>nicht vergleichbar mit {}: fasst {} Nachrichten, nicht {}</translation>
    </message>
    <message>
        <source>not comparable with {}: too few rounds yet</source>
        <translation>nicht vergleichbar mit {}: noch zu wenige Runden</translation>
    </message>
    <message>
        <source>not to be told from {}: their turns overlap</source>
        <translation>von {} nicht zu trennen: ihre Male überlappen</translation>
    </message>
    <message>
        <source>not comparable with {}: not as many turns</source>
        <translation>nicht vergleichbar mit {}: nicht gleich oft an der Reihe</translation>
    </message>
    <message>
        <source>{} B fit in, measured</source>
        <translation>{} B passen hinein, gemessen</translation>
    </message>
    <message>
        <source>{} B of memory when it is full ({})</source>
        <translation>{} B Speicher, wenn er voll ist ({})</translation>
    </message>
    <message>
        <source>Between two rounds: both sleep.</source>
        <translation>Zwischen zwei Runden: beide schlafen.</translation>
    </message>
    <message>
        <source>{} has its turn: timed without events.</source>
        <translation>{} ist an der Reihe: gemessen, ohne Ereignisse.</translation>
    </message>
    <message>
        <source>{} has its turn: every call is reported.</source>
        <translation>{} ist an der Reihe: jeder Aufruf wird gemeldet.</translation>
    </message>
    <message>
        <source>median of {} turns: {}, quartiles {} and {}</source>
        <translation>Median aus {} Malen: {}, Quartile {} und {}</translation>
    </message>
    <message>
        <source>{}, messages a second: {}</source>
        <translation>{}, Nachrichten je Sekunde: {}</translation>
    </message>
    <message>
        <source>there and back, in ns: {}</source>
        <translation>hin und zurück, in ns: {}</translation>
    </message>
    <message>
        <source>there and back, in µs: {}</source>
        <translation>hin und zurück, in µs: {}</translation>
    </message>
    <message>
        <source>its turns differ by {} %: what events cost was not seen in {} turns with them</source>
        <translation>ihre Male weichen um {} % voneinander ab: was Ereignisse kosten, war in {} Malen mit ihnen nicht zu sehen</translation>
    </message>
</context>
<context>
    <name>find</name>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>woken</source>
        <translation>geweckt</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>error</source>
        <translation>fehler</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>signal</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
</context>
<context>
    <name>gate</name>
    <message>
        <source>call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>store</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>Schlaf</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>play, pause</source>
        <translation>abspielen, anhalten</translation>
    </message>
    <message>
        <source>one event back</source>
        <translation>ein Ereignis zurück</translation>
    </message>
    <message>
        <source>one event forward</source>
        <translation>ein Ereignis vor</translation>
    </message>
    <message>
        <source>to the block before</source>
        <translation>zur vorigen Blockade</translation>
    </message>
    <message>
        <source>to the next block</source>
        <translation>zur nächsten Blockade</translation>
    </message>
    <message>
        <source>to the next wake-up</source>
        <translation>zum nächsten Wecken</translation>
    </message>
    <message>
        <source>to the next signal</source>
        <translation>zum nächsten Signal</translation>
    </message>
    <message>
        <source>find a moment</source>
        <translation>einen Moment suchen</translation>
    </message>
    <message>
        <source>find the next</source>
        <translation>den nächsten suchen</translation>
    </message>
    <message>
        <source>find the one before</source>
        <translation>den vorigen suchen</translation>
    </message>
    <message>
        <source>loop from here</source>
        <translation>Schleife ab hier</translation>
    </message>
    <message>
        <source>loop up to here</source>
        <translation>Schleife bis hier</translation>
    </message>
    <message>
        <source>bookmark this moment</source>
        <translation>Lesezeichen setzen</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>schneller</translation>
    </message>
    <message>
        <source>all at one speed</source>
        <translation>alles gleich schnell</translation>
    </message>
    <message>
        <source>shorten idle stretches</source>
        <translation>Leerlauf kürzen</translation>
    </message>
    <message>
        <source>follow the action</source>
        <translation>der Handlung folgen</translation>
    </message>
    <message>
        <source>start of the run</source>
        <translation>Anfang des Laufs</translation>
    </message>
    <message>
        <source>back to live</source>
        <translation>zurück zu live</translation>
    </message>
    <message>
        <source>timeline closer</source>
        <translation>Zeitleiste näher</translation>
    </message>
    <message>
        <source>timeline wider</source>
        <translation>Zeitleiste weiter</translation>
    </message>
    <message>
        <source>the whole run</source>
        <translation>der ganze Lauf</translation>
    </message>
    <message>
        <source>run again</source>
        <translation>noch einmal starten</translation>
    </message>
    <message>
        <source>stop the run</source>
        <translation>den Lauf beenden</translation>
    </message>
    <message>
        <source>be the scheduler, or no longer</source>
        <translation>Scheduler sein, oder nicht</translation>
    </message>
    <message>
        <source>repeat the interleaving</source>
        <translation>die Verschränkung wiederholen</translation>
    </message>
    <message>
        <source>save the interleaving</source>
        <translation>die Verschränkung sichern</translation>
    </message>
    <message>
        <source>run a saved interleaving</source>
        <translation>eine Verschränkung starten</translation>
    </message>
    <message>
        <source>why does it wait?</source>
        <translation>warum wartet er?</translation>
    </message>
    <message>
        <source>record, stop recording</source>
        <translation>aufnehmen, Aufnahme beenden</translation>
    </message>
    <message>
        <source>film or figure</source>
        <translation>Film oder Bild</translation>
    </message>
    <message>
        <source>start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>lessons and files</source>
        <translation>Lektionen und Dateien</translation>
    </message>
    <message>
        <source>open a trace or a playlist</source>
        <translation>eine Datei öffnen</translation>
    </message>
    <message>
        <source>save the trace</source>
        <translation>die Aufzeichnung sichern</translation>
    </message>
    <message>
        <source>side panel</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>dark, light</source>
        <translation>dunkel, hell</translation>
    </message>
    <message>
        <source>this overview</source>
        <translation>diese Übersicht</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>verlassen</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>beenden</translation>
    </message>
    <message>
        <source>present, and back</source>
        <translation>vorführen, und zurück</translation>
    </message>
    <message>
        <source>on to the next step, or lesson</source>
        <translation>weiter zum nächsten Schritt</translation>
    </message>
    <message>
        <source>back to a step&apos;s beginning</source>
        <translation>zurück zum Schrittanfang</translation>
    </message>
    <message>
        <source>black screen</source>
        <translation>schwarzer Bildschirm</translation>
    </message>
    <message>
        <source>white screen</source>
        <translation>weißer Bildschirm</translation>
    </message>
    <message>
        <source>spotlight; Tab and wheel change it</source>
        <translation>Spotlicht; Tab, Rad ändern es</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rück</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild↓</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild↑</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umsch</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
</context>
<context>
    <name>legend</name>
    <message>
        <source>running its own code</source>
        <translation>führt eigenen Code aus</translation>
    </message>
    <message>
        <source>in a system call</source>
        <translation>in einem Systemaufruf</translation>
    </message>
    <message>
        <source>blocked: waits for somebody else</source>
        <translation>blockiert: wartet auf andere</translation>
    </message>
    <message>
        <source>held by you</source>
        <translation>von Ihnen angehalten</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>a message, with its number</source>
        <translation>eine Nachricht, mit ihrer Nummer</translation>
    </message>
    <message>
        <source>a signal cuts in</source>
        <translation>ein Signal unterbricht</translation>
    </message>
    <message>
        <source>model: not measured here</source>
        <translation>Modell: hier nicht gemessen</translation>
    </message>
    <message>
        <source>timed without events</source>
        <translation>gemessen, ohne Ereignisse</translation>
    </message>
</context>
<context>
    <name>mechanisms</name>
    <message>
        <source>Shared memory</source>
        <translation>Gemeinsamer Speicher</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Memory-mapped files</source>
        <translation>Abgebildete Dateien</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>POSIX message queues</source>
        <translation>Nachrichtenwarteschlangen</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>Pipes</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>Signale</translation>
    </message>
    <message>
        <source>signals</source>
        <translation>Signale</translation>
    </message>
    <message>
        <source>Trade-offs</source>
        <translation>Abwägungen</translation>
    </message>
</context>
<context>
    <name>names</name>
    <message>
        <source>writer</source>
        <translation>Schreiber</translation>
    </message>
    <message>
        <source>reader</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>sender</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>receiver</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>ordinary</source>
        <translation>gewöhnlich</translation>
    </message>
    <message>
        <source>urgent</source>
        <translation>dringend</translation>
    </message>
    <message>
        <source>opener</source>
        <translation>Öffner</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>caller</source>
        <translation>Anrufer</translation>
    </message>
    <message>
        <source>server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>giver</source>
        <translation>Geber</translation>
    </message>
    <message>
        <source>taker</source>
        <translation>Nehmer</translation>
    </message>
    <message>
        <source>maker</source>
        <translation>Ersteller</translation>
    </message>
    <message>
        <source>user</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>Eltern</translation>
    </message>
    <message>
        <source>child</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>adder</source>
        <translation>Addierer</translation>
    </message>
    <message>
        <source>producer</source>
        <translation>Erzeuger</translation>
    </message>
    <message>
        <source>consumer</source>
        <translation>Verbraucher</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>setter</source>
        <translation>Setzer</translation>
    </message>
    <message>
        <source>poller</source>
        <translation>Abfrager</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>pipe</source>
        <translation>Pipe</translation>
    </message>
    <message>
        <source>fifo</source>
        <translation>FIFO</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>Schlange</translation>
    </message>
    <message>
        <source>signals</source>
        <translation>Signale</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>datagrams</source>
        <translation>Datagramme</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>passage</source>
        <translation>Durchgabe</translation>
    </message>
    <message>
        <source>segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>counter</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>ring</source>
        <translation>Ring</translation>
    </message>
    <message>
        <source>line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>Flag</translation>
    </message>
    <message>
        <source>notified</source>
        <translation>Benachrichtigter</translation>
    </message>
    <message>
        <source>lanes</source>
        <translation>Bahnen</translation>
    </message>
</context>
<context>
    <name>page</name>
    <message>
        <source>Player</source>
        <translation>Abspieler</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>One frame back (←)</source>
        <translation>Ein Bild zurück (←)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play, pause (Space)</source>
        <translation>Abspielen, anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>Ein Bild vor</translation>
    </message>
    <message>
        <source>One frame forward (→)</source>
        <translation>Ein Bild vor (→)</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Moment</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Captions (C)</source>
        <translation>Texte (C)</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>This browser is too old for this page: use one from 2023 or later.</source>
        <translation>Dieser Browser ist zu alt für diese Seite: nehmen Sie einen von 2023 oder später.</translation>
    </message>
    <message>
        <source>This page draws with JavaScript, which is switched off here.</source>
        <translation>Diese Seite zeichnet mit JavaScript, und das ist hier abgeschaltet.</translation>
    </message>
</context>
<context>
    <name>scene</name>
    <message>
        <source>STEP %1 OF %2</source>
        <translation>SCHRITT %1 VON %2</translation>
    </message>
    <message>
        <source>recorded with Sluice</source>
        <translation>aufgenommen mit Sluice</translation>
    </message>
    <message>
        <source>1 s on screen shows %1</source>
        <translation>1 s am Schirm zeigt %1</translation>
    </message>
    <message>
        <source>real time</source>
        <translation>Echtzeit</translation>
    </message>
    <message>
        <source>waits until the other one polls</source>
        <translation>wartet, bis der andere abfragt</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>1 in %1 accesses recorded one by one</source>
        <translation>1 von %1 Zugriffen einzeln erfasst</translation>
    </message>
    <message>
        <source>same line %1 per add · padded %2 · %3× slower</source>
        <translation>gleiche Zeile %1 je Addition · getrennt %2 · %3× langsamer</translation>
    </message>
    <message>
        <source>%1 per add</source>
        <translation>%1 je Addition</translation>
    </message>
    <message>
        <source>Not to be shown here: these processes may use only one processor, so there is no second cache for the line to go to</source>
        <translation>Hier nicht zu zeigen: diese Prozesse dürfen nur einen Prozessor nutzen, es gibt keinen zweiten Cache für die Zeile</translation>
    </message>
    <message>
        <source>So far the two have not run at the same time: others want these cores too. Both still try</source>
        <translation>Bisher liefen die beiden nie zugleich: auch andere wollen diese Kerne. Sie versuchen es weiter</translation>
    </message>
    <message>
        <source>Calibrates: accesses to one word, whose value proves where the line was</source>
        <translation>Eicht: Zugriffe auf ein Wort, dessen Wert beweist, wo die Zeile war</translation>
    </message>
    <message>
        <source>Just now accesses that stayed take as long as transfers, and nothing is judged: what is shown is from before</source>
        <translation>Zugriffe ohne Transfer dauern gerade so lange wie Transfers: nichts wird beurteilt, gezeigt ist das Frühere</translation>
    </message>
    <message>
        <source>Checked in this run against accesses of which it is known: %1 of transfers found, %2 of the others taken for one%3</source>
        <translation>In diesem Lauf an Zugriffen geprüft, von denen es bekannt ist: %1 der Transfers gefunden, %2 der übrigen dafür gehalten%3</translation>
    </message>
    <message>
        <source>The two hardly run at the same time, only %1 of it: other programs want these cores too. What is shown was measured while both ran</source>
        <translation>Beide laufen kaum zugleich, nur %1 der Zeit: auch andere Programme wollen diese Kerne. Gemessen ist, während beide liefen</translation>
    </message>
    <message>
        <source>The value proves %1 transfers; the clock alone has found %2 of them, and %3 that were none</source>
        <translation>Der Wert beweist %1 Transfers; die Uhr allein fand davon %2, und %3, die keine waren</translation>
    </message>
    <message>
        <source>Not separable here: the two processors are hyperthreads of one core, with one cache</source>
        <translation>Hier nicht trennbar: die zwei Prozessoren sind Hyperthreads eines Kerns mit einem Cache</translation>
    </message>
    <message>
        <source>Not separable here: accesses that stayed and transfers take the same time on these processors, just now</source>
        <translation>Hier nicht trennbar: Zugriffe mit und ohne Transfer dauern auf diesen Prozessoren gerade gleich lang</translation>
    </message>
    <message>
        <source>; the cores share a lower cache</source>
        <translation>; die Kerne teilen einen tieferen Cache</translation>
    </message>
    <message>
        <source>core %1: its cache</source>
        <translation>Kern %1: sein Cache</translation>
    </message>
    <message>
        <source>not pinned to a core</source>
        <translation>an keinen Kern gebunden</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>has a line of its own</source>
        <translation>hat eine eigene Zeile</translation>
    </message>
    <message>
        <source>has the line</source>
        <translation>hat die Zeile</translation>
    </message>
    <message>
        <source>the line is away</source>
        <translation>die Zeile ist fort</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>übertragen</translation>
    </message>
    <message>
        <source>stayed</source>
        <translation>geblieben</translation>
    </message>
    <message>
        <source>an access of %1</source>
        <translation>ein Zugriff von %1</translation>
    </message>
    <message>
        <source>the 64 bytes of the line</source>
        <translation>die 64 Bytes der Zeile</translation>
    </message>
    <message>
        <source>the 64 bytes of the line of %1</source>
        <translation>die 64 Bytes der Zeile von %1</translation>
    </message>
    <message>
        <source>%1 million transfers per second, while both add</source>
        <translation>%1 Millionen Transfers je Sekunde, während beide addieren</translation>
    </message>
    <message>
        <source>bytes %1–%2: %3</source>
        <translation>Bytes %1–%2: %3</translation>
    </message>
    <message>
        <source>valley at %1 ns</source>
        <translation>Tal bei %1 ns</translation>
    </message>
    <message>
        <source>%1, found %2 s ago</source>
        <translation>%1, vor %2 s gefunden</translation>
    </message>
    <message>
        <source>stayed %1</source>
        <translation>geblieben %1</translation>
    </message>
    <message>
        <source>transferred %1</source>
        <translation>übertragen %1</translation>
    </message>
    <message>
        <source>Killed by %1</source>
        <translation>Von %1 beendet</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Ended, status %1</source>
        <translation>Beendet, Status %1</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Fehlt noch</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Sleeps</source>
        <translation>Schläft</translation>
    </message>
    <message>
        <source>In a call</source>
        <translation>Im Aufruf</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>Handler</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Killed</source>
        <translation>Getötet</translation>
    </message>
    <message>
        <source>Held before %1</source>
        <translation>Angehalten vor %1</translation>
    </message>
    <message>
        <source>Held by you</source>
        <translation>Von Ihnen angehalten</translation>
    </message>
    <message>
        <source>Held before a step</source>
        <translation>Angehalten vor Schritt</translation>
    </message>
    <message>
        <source>Held before the load</source>
        <translation>Angehalten vor Laden</translation>
    </message>
    <message>
        <source>Held before the sum</source>
        <translation>Angehalten vor Rechnen</translation>
    </message>
    <message>
        <source>Held before the store</source>
        <translation>Angehalten vor Speichern</translation>
    </message>
    <message>
        <source>Held before accesses</source>
        <translation>Angehalten vor Zugriff</translation>
    </message>
    <message>
        <source>Held before the lock</source>
        <translation>Angehalten vor Sperre</translation>
    </message>
    <message>
        <source>Held in its sleep</source>
        <translation>Im Schlaf angehalten</translation>
    </message>
    <message>
        <source>Not started yet</source>
        <translation>Noch nicht gestartet</translation>
    </message>
    <message>
        <source>Has done its work</source>
        <translation>Hat die Arbeit getan</translation>
    </message>
    <message>
        <source>Sleeps until its turn</source>
        <translation>Schläft bis zum nächsten Mal</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>Blocked in %1</source>
        <translation>Blockiert in %1</translation>
    </message>
    <message>
        <source>In a signal handler</source>
        <translation>In einem Signalhandler</translation>
    </message>
    <message>
        <source>Stopped by a signal</source>
        <translation>Von einem Signal gestoppt</translation>
    </message>
    <message>
        <source>, address)</source>
        <translation>, Adresse)</translation>
    </message>
    <message>
        <source>handler</source>
        <translation>Handler</translation>
    </message>
    <message>
        <source>%1 pages)</source>
        <translation>%1 Seiten)</translation>
    </message>
    <message>
        <source>the kernel has closed its descriptors</source>
        <translation>der Kernel hat alle Deskriptoren geschlossen</translation>
    </message>
    <message>
        <source>descriptors closed</source>
        <translation>Deskriptoren geschlossen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>%1 sent, %2 received</source>
        <translation>%1 gesendet, %2 empfangen</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1 gesendet</translation>
    </message>
    <message>
        <source>%1 received</source>
        <translation>%1 empfangen</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>no call yet</source>
        <translation>noch kein Aufruf</translation>
    </message>
    <message>
        <source>runs its own code</source>
        <translation>führt eigenen Code aus</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>read end</source>
        <translation>Leseende</translation>
    </message>
    <message>
        <source>write end</source>
        <translation>Schreibende</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>beide Richtungen</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>lauschend</translation>
    </message>
    <message>
        <source>descriptor</source>
        <translation>Deskriptor</translation>
    </message>
    <message>
        <source>listens on %1</source>
        <translation>lauscht an %1</translation>
    </message>
    <message>
        <source>listens</source>
        <translation>lauscht</translation>
    </message>
    <message>
        <source>listening socket</source>
        <translation>lauschender Socket</translation>
    </message>
    <message>
        <source>the open file</source>
        <translation>die geöffnete Datei</translation>
    </message>
    <message>
        <source>open file</source>
        <translation>geöffnete Datei</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>first socket of the pair</source>
        <translation>erster Socket des Paars</translation>
    </message>
    <message>
        <source>first socket</source>
        <translation>erster Socket</translation>
    </message>
    <message>
        <source>first</source>
        <translation>erster</translation>
    </message>
    <message>
        <source>second socket of the pair</source>
        <translation>zweiter Socket des Paars</translation>
    </message>
    <message>
        <source>second socket</source>
        <translation>zweiter Socket</translation>
    </message>
    <message>
        <source>second</source>
        <translation>zweiter</translation>
    </message>
    <message>
        <source>socket, not connected</source>
        <translation>Socket, nicht verbunden</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>socket, connected</source>
        <translation>Socket, verbunden</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>It has not started yet.</source>
        <translation>Der Prozess ist noch nicht gestartet.</translation>
    </message>
    <message>
        <source>There is no source: it has become %1, a program without a probe.</source>
        <translation>Es gibt keinen Quelltext: aus dem Prozess wurde %1, ein Programm ohne Sonde.</translation>
    </message>
    <message>
        <source>There is no source: this trace was made without it.</source>
        <translation>Es gibt keinen Quelltext: diese Aufzeichnung entstand ohne ihn.</translation>
    </message>
    <message>
        <source>It has not come to its first line yet.</source>
        <translation>Die erste Zeile ist noch nicht erreicht.</translation>
    </message>
    <message>
        <source>role %1</source>
        <translation>Rolle %1</translation>
    </message>
    <message>
        <source>cut here, will go on here</source>
        <translation>hier unterbrochen, geht hier weiter</translation>
    </message>
    <message>
        <source>Line %1 is in no function.</source>
        <translation>Zeile %1 ist in keiner Funktion.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>no lock</source>
        <translation>keine Sperre</translation>
    </message>
    <message>
        <source>robust mutex</source>
        <translation>robuster Mutex</translation>
    </message>
    <message>
        <source>mutex</source>
        <translation>Mutex</translation>
    </message>
    <message>
        <source>shared memory, and a futex for who must wait</source>
        <translation>gemeinsamer Speicher, und ein Futex für die Wartenden</translation>
    </message>
    <message>
        <source>%1 updates lost</source>
        <translation>%1 Additionen verloren</translation>
    </message>
    <message>
        <source>nothing lost</source>
        <translation>nichts verloren</translation>
    </message>
    <message>
        <source>The owner is dead and has never unlocked: whoever wants the mutex waits for ever</source>
        <translation>Der Besitzer ist tot und hat nie entsperrt: wer den Mutex will, wartet für immer</translation>
    </message>
    <message>
        <source>The owner is dead: the kernel marks the robust mutex, and wakes one who waits</source>
        <translation>Der Besitzer ist tot: der Kernel markiert den robusten Mutex und weckt einen Wartenden</translation>
    </message>
    <message>
        <source>EOWNERDEAD: the next owner knew that the last one had died, and has made the mutex consistent</source>
        <translation>EOWNERDEAD: der nächste Besitzer wusste vom Tod des letzten und hat den Mutex wieder konsistent gemacht</translation>
    </message>
    <message>
        <source>The %1 waits in the kernel until the %2 unlocks: FUTEX_WAKE wakes one</source>
        <translation>%1 wartet im Kernel, bis %2 entsperrt: FUTEX_WAKE weckt einen</translation>
    </message>
    <message>
        <source>Two have loaded the same value, and both have stored that value plus one: an update is lost</source>
        <translation>Zwei haben denselben Wert geladen, und beide haben ihn plus eins gespeichert: eine Addition ist verloren</translation>
    </message>
    <message>
        <source>n has been used</source>
        <translation>n ist verbraucht</translation>
    </message>
    <message>
        <source>too old: the counter is %1</source>
        <translation>veraltet: der Zähler ist %1</translation>
    </message>
    <message>
        <source>its own copy</source>
        <translation>eigene Kopie</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>additions made</source>
        <translation>Additionen gemacht</translation>
    </message>
    <message>
        <source>the counter holds</source>
        <translation>der Zähler steht auf</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>%1 had it, and is dead</source>
        <translation>%1 hatte sie und ist tot</translation>
    </message>
    <message>
        <source>%1 was woken, and has it</source>
        <translation>%1 wurde geweckt und hat sie</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>%1 hat sie</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>nobody waits for anybody</source>
        <translation>niemand wartet auf andere</translation>
    </message>
    <message>
        <source>%1 waits</source>
        <translation>%1 wartet</translation>
    </message>
    <message>
        <source>a socket pair, and an open file</source>
        <translation>ein Socket-Paar und eine geöffnete Datei</translation>
    </message>
    <message>
        <source>nobody has the file open</source>
        <translation>niemand hat die Datei geöffnet</translation>
    </message>
    <message>
        <source>one descriptor leads to the file</source>
        <translation>ein Deskriptor führt zur Datei</translation>
    </message>
    <message>
        <source>%1 descriptors lead to the same open file</source>
        <translation>%1 Deskriptoren führen zur selben geöffneten Datei</translation>
    </message>
    <message>
        <source>The message holds the file open, even if its sender closes its own descriptor now</source>
        <translation>Die Nachricht hält die Datei offen, selbst wenn der Sender seinen Deskriptor jetzt schließt</translation>
    </message>
    <message>
        <source>recvmsg() waits until somebody sends a descriptor</source>
        <translation>recvmsg() wartet, bis jemand einen Deskriptor sendet</translation>
    </message>
    <message>
        <source>Other numbers, the same open file: both write where the other one stopped</source>
        <translation>Andere Nummern, dieselbe geöffnete Datei: jeder schreibt dort, wo der andere aufgehört hat</translation>
    </message>
    <message>
        <source>socket pair</source>
        <translation>Socket-Paar</translation>
    </message>
    <message>
        <source>no open file</source>
        <translation>keine geöffnete Datei</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>Offset %1</translation>
    </message>
    <message>
        <source>one offset for all its descriptors</source>
        <translation>ein Offset für alle Deskriptoren</translation>
    </message>
    <message>
        <source>its next accesses</source>
        <translation>die nächsten Zugriffe</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>vor: %1</translation>
    </message>
    <message>
        <source>in its sleep</source>
        <translation>im Schlaf</translation>
    </message>
    <message>
        <source>its next step</source>
        <translation>der nächste Schritt</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1 Mal</translation>
    </message>
    <message>
        <source>frame numbers: /proc/PID/pagemap</source>
        <translation>Rahmennummern: /proc/PID/pagemap</translation>
    </message>
    <message>
        <source>frame numbers are for root: told apart by file and offset</source>
        <translation>Rahmennummern sieht nur root: unterschieden nach Datei und Offset</translation>
    </message>
    <message>
        <source>1 mapping</source>
        <translation>1 Abbildung</translation>
    </message>
    <message>
        <source>%1 mappings</source>
        <translation>%1 Abbildungen</translation>
    </message>
    <message>
        <source>1 frame</source>
        <translation>1 Rahmen</translation>
    </message>
    <message>
        <source>%1 frames</source>
        <translation>%1 Rahmen</translation>
    </message>
    <message>
        <source>The address is mapped, but beyond the end of the object: SIGBUS has ended the %1</source>
        <translation>Die Adresse ist abgebildet, liegt aber hinter dem Ende des Objekts: SIGBUS hat %1 beendet</translation>
    </message>
    <message>
        <source>SIGBUS was caught: the handler leaves the load by siglongjmp()</source>
        <translation>SIGBUS wurde abgefangen: der Handler verlässt das Laden mit siglongjmp()</translation>
    </message>
    <message>
        <source>MAP_PRIVATE: the first store has copied the page. Loads and stores of the shared page need no copy, and no system call</source>
        <translation>MAP_PRIVATE: das erste Speichern hat die Seite kopiert. Die gemeinsame Seite braucht keine Kopie und keinen Systemaufruf</translation>
    </message>
    <message>
        <source>Loads and stores go straight to the frame: no system call, no copy</source>
        <translation>Laden und Speichern gehen direkt zum Rahmen: kein Systemaufruf, keine Kopie</translation>
    </message>
    <message>
        <source>MAP_PRIVATE: the first store has copied the page, the file never hears of it</source>
        <translation>MAP_PRIVATE: das erste Speichern hat die Seite kopiert, die Datei erfährt nie davon</translation>
    </message>
    <message>
        <source>msync() returns when the page is on the disk</source>
        <translation>msync() kehrt zurück, wenn die Seite auf der Platte ist</translation>
    </message>
    <message>
        <source>Dirty: the page cache has what the disk has not</source>
        <translation>Geändert (dirty): der Seitencache hat, was die Platte nicht hat</translation>
    </message>
    <message>
        <source>it says: getppid() = %1</source>
        <translation>es sagt: getppid() = %1</translation>
    </message>
    <message>
        <source>its addresses</source>
        <translation>eigene Adressen</translation>
    </message>
    <message>
        <source>maps nothing: it calls read()</source>
        <translation>bildet nichts ab: ruft read() auf</translation>
    </message>
    <message>
        <source>nothing mapped yet</source>
        <translation>noch nichts abgebildet</translation>
    </message>
    <message>
        <source>page table of the %1</source>
        <translation>Seitentabelle von %1</translation>
    </message>
    <message>
        <source>%1 → not present</source>
        <translation>%1 → nicht da</translation>
    </message>
    <message>
        <source>its next page, beyond the end</source>
        <translation>die nächste Seite, hinter dem Ende</translation>
    </message>
    <message>
        <source>%1 → nothing: SIGBUS</source>
        <translation>%1 → nichts: SIGBUS</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>Rahmen %1</translation>
    </message>
    <message>
        <source>inode %1 + %2</source>
        <translation>Inode %1 + %2</translation>
    </message>
    <message>
        <source>frame not told</source>
        <translation>Rahmen unbekannt</translation>
    </message>
    <message>
        <source>page cache: %1</source>
        <translation>Seitencache: %1</translation>
    </message>
    <message>
        <source>one page of memory</source>
        <translation>eine Seite Speicher</translation>
    </message>
    <message>
        <source>holds %1</source>
        <translation>enthält %1</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>die Datei</translation>
    </message>
    <message>
        <source>the file on the disk (ext4)</source>
        <translation>die Datei auf der Platte (ext4)</translation>
    </message>
    <message>
        <source>the file on the disk (btrfs)</source>
        <translation>die Datei auf der Platte (btrfs)</translation>
    </message>
    <message>
        <source>the file on the disk (xfs)</source>
        <translation>die Datei auf der Platte (xfs)</translation>
    </message>
    <message>
        <source>the file on the disk (overlay)</source>
        <translation>die Datei auf der Platte (overlay)</translation>
    </message>
    <message>
        <source>tmpfs: there is no disk below it</source>
        <translation>tmpfs: darunter ist keine Platte</translation>
    </message>
    <message>
        <source>the file on the disk</source>
        <translation>die Datei auf der Platte</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch unbekannt</translation>
    </message>
    <message>
        <source>as in the page cache: clean</source>
        <translation>wie im Seitencache: sauber</translation>
    </message>
    <message>
        <source>older: %1 B dirty</source>
        <translation>älter: %1 B geändert</translation>
    </message>
    <message>
        <source>has read %1</source>
        <translation>hat %1 gelesen</translation>
    </message>
    <message>
        <source>one writes head, the other writes tail: no lock, no system call</source>
        <translation>einer schreibt head, der andere tail: keine Sperre, kein Systemaufruf</translation>
    </message>
    <message>
        <source>%1 of %2 messages</source>
        <translation>%1 von %2 Nachrichten</translation>
    </message>
    <message>
        <source>Full: nobody will wake the producer, it looks at tail again and again</source>
        <translation>Voll: niemand wird den Erzeuger wecken, er sieht immer wieder nach tail</translation>
    </message>
    <message>
        <source>Empty: the consumer looks at head again and again</source>
        <translation>Leer: der Verbraucher sieht immer wieder nach head</translation>
    </message>
    <message>
        <source>%1 ns per load</source>
        <translation>%1 ns je Laden</translation>
    </message>
    <message>
        <source>not timed yet</source>
        <translation>noch nicht gemessen</translation>
    </message>
    <message>
        <source>64 MiB on each node, each load waits for the one before</source>
        <translation>64 MiB auf jedem Knoten, jedes Laden wartet auf das vorige</translation>
    </message>
    <message>
        <source>this machine has one node</source>
        <translation>diese Maschine hat einen Knoten</translation>
    </message>
    <message>
        <source>this machine has %1 nodes</source>
        <translation>diese Maschine hat %1 Knoten</translation>
    </message>
    <message>
        <source>One node: all memory is equally near. What is dashed is a model, nothing of it was measured</source>
        <translation>Ein Knoten: aller Speicher ist gleich nah. Gestricheltes ist Modell, nichts davon wurde gemessen</translation>
    </message>
    <message>
        <source>Near %1, far %2</source>
        <translation>Nah %1, fern %2</translation>
    </message>
    <message>
        <source>node %1, near</source>
        <translation>Knoten %1, nah</translation>
    </message>
    <message>
        <source>node %1, far</source>
        <translation>Knoten %1, fern</translation>
    </message>
    <message>
        <source>default: where it is touched first</source>
        <translation>Standard: wo zuerst berührt</translation>
    </message>
    <message>
        <source>get_mempolicy() may not be called here</source>
        <translation>get_mempolicy() ist hier nicht erlaubt</translation>
    </message>
    <message>
        <source>get_mempolicy(): policy %1</source>
        <translation>get_mempolicy(): Regel %1</translation>
    </message>
    <message>
        <source>the first pages, and their node as move_pages() tells</source>
        <translation>die ersten Seiten und ihr Knoten, laut move_pages()</translation>
    </message>
    <message>
        <source>node 1</source>
        <translation>Knoten 1</translation>
    </message>
    <message>
        <source>memory of another processor</source>
        <translation>Speicher eines anderen Prozessors</translation>
    </message>
    <message>
        <source>a load from there takes longer: it goes over the link</source>
        <translation>ein Laden von dort dauert länger: es geht über die Leitung</translation>
    </message>
    <message>
        <source>link</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>waits for bytes</source>
        <translation>will Bytes</translation>
    </message>
    <message>
        <source>a name in the file system · </source>
        <translation>ein Name im Dateisystem · </translation>
    </message>
    <message>
        <source>one slot of 4,096 bytes</source>
        <translation>ein Slot zu 4.096 Bytes</translation>
    </message>
    <message>
        <source>%1 slots, 4,096 bytes each</source>
        <translation>%1 Slots zu je 4.096 Bytes</translation>
    </message>
    <message>
        <source>%1 bytes wait in the memory of a program that knows of no pipe: write() has not returned</source>
        <translation>%1 Bytes warten im Speicher eines Programms, das keine Pipe kennt: write() ist nicht zurück</translation>
    </message>
    <message>
        <source>%1 waits in the writer&apos;s memory: write() has not returned</source>
        <translation>%1 wartet im Speicher des Schreibers: write() ist nicht zurück</translation>
    </message>
    <message>
        <source>%1 bytes of %2 are in, %3 wait in the writer&apos;s memory: write() has not returned</source>
        <translation>%1 Bytes von %2 sind drin, %3 warten im Speicher des Schreibers: write() ist nicht zurück</translation>
    </message>
    <message>
        <source>Nobody has it open: what was inside is gone, the name is still there</source>
        <translation>Niemand hat sie geöffnet: was darin war, ist fort, der Name ist noch da</translation>
    </message>
    <message>
        <source>No descriptor leads here any more: the kernel has freed the pipe</source>
        <translation>Kein Deskriptor führt mehr hierher: der Kernel hat die Pipe freigegeben</translation>
    </message>
    <message>
        <source>No read end is open: write() raises SIGPIPE, or fails with EPIPE where that is ignored</source>
        <translation>Kein Leseende ist offen: write() löst SIGPIPE aus, oder scheitert mit EPIPE, wo das ignoriert wird</translation>
    </message>
    <message>
        <source>No write end is open and nothing is left: read() returns 0, end of file</source>
        <translation>Kein Schreibende ist offen, und nichts ist übrig: read() gibt 0 zurück, Dateiende</translation>
    </message>
    <message>
        <source>No write end is open: once the pipe is empty, read() returns 0, end of file</source>
        <translation>Kein Schreibende ist offen: ist die Pipe leer, gibt read() 0 zurück, Dateiende</translation>
    </message>
    <message>
        <source>Opened for writing only: open() waits until somebody opens it for reading</source>
        <translation>Nur zum Schreiben geöffnet: open() wartet, bis jemand zum Lesen öffnet</translation>
    </message>
    <message>
        <source>Opened for reading only: open() waits until somebody opens it for writing</source>
        <translation>Nur zum Lesen geöffnet: open() wartet, bis jemand zum Schreiben öffnet</translation>
    </message>
    <message>
        <source>not open</source>
        <translation>nicht offen</translation>
    </message>
    <message>
        <source>%1 bytes were never read</source>
        <translation>%1 Bytes wurden nie gelesen</translation>
    </message>
    <message>
        <source>depth unknown: events were lost</source>
        <translation>Füllstand unbekannt: Ereignisse gingen verloren</translation>
    </message>
    <message>
        <source>%1 of %2 bytes</source>
        <translation>%1 von %2 Bytes</translation>
    </message>
    <message>
        <source> · empty</source>
        <translation> · leer</translation>
    </message>
    <message>
        <source> · full: no free slot</source>
        <translation> · voll: kein freier Slot</translation>
    </message>
    <message>
        <source> · full</source>
        <translation> · voll</translation>
    </message>
    <message>
        <source>Torn: the reader has found messages cut, with another one&apos;s bytes between</source>
        <translation>Zerrissen: der Leser fand zerschnittene Nachrichten mit fremden Bytes dazwischen</translation>
    </message>
    <message>
        <source>The only write end left is the reader&apos;s own: read() waits for ever</source>
        <translation>Das einzige übrige Schreibende hat der Leser selbst: read() wartet für immer</translation>
    </message>
    <message>
        <source>Nothing to read: read() waits until somebody writes</source>
        <translation>Nichts zu lesen: read() wartet, bis jemand schreibt</translation>
    </message>
    <message>
        <source>A reader got bytes that are not the ones written</source>
        <translation>Ein Leser bekam andere Bytes als die geschriebenen</translation>
    </message>
    <message>
        <source>Every slot is taken: the next write() returns -1, EAGAIN</source>
        <translation>Jeder Slot ist belegt: das nächste write() gibt -1 zurück, EAGAIN</translation>
    </message>
    <message>
        <source>Every slot is taken: the next write has to wait</source>
        <translation>Jeder Slot ist belegt: das nächste write() muss warten</translation>
    </message>
    <message>
        <source>g++ -O2 -fno-finite-loops, and the object file as objdump has it</source>
        <translation>g++ -O2 -fno-finite-loops, und die Objektdatei, wie objdump sie zeigt</translation>
    </message>
    <message>
        <source>The variable is 1, and the loop does not see it: the load was moved out of it</source>
        <translation>Die Variable ist 1, und die Schleife sieht es nicht: das Laden wurde aus ihr herausgezogen</translation>
    </message>
    <message>
        <source>Atomic is the cure: the load stays, and what was written before the flag is seen too. Volatile promises only the load</source>
        <translation>Atomic heilt: das Laden bleibt, und man sieht auch, was vor dem Flag geschrieben wurde. Volatile verspricht nur das Laden</translation>
    </message>
    <message>
        <source>The plain loop never saw it: a timer has ended it</source>
        <translation>Die einfache Schleife sah es nie: ein Timer hat sie beendet</translation>
    </message>
    <message>
        <source>polls now</source>
        <translation>fragt gerade ab</translation>
    </message>
    <message>
        <source>never woke up</source>
        <translation>nie aufgewacht</translation>
    </message>
    <message>
        <source>woke after %1</source>
        <translation>wach nach %1</translation>
    </message>
    <message>
        <source>woke up</source>
        <translation>aufgewacht</translation>
    </message>
    <message>
        <source>the shared variable</source>
        <translation>die gemeinsame Variable</translation>
    </message>
    <message>
        <source>up to %1 bytes each</source>
        <translation>bis zu je %1 Bytes</translation>
    </message>
    <message>
        <source> · will signal the %1, once</source>
        <translation> · wird %1 einmal ein Signal senden</translation>
    </message>
    <message>
        <source>not made yet</source>
        <translation>noch nicht angelegt</translation>
    </message>
    <message>
        <source>ENOENT: nobody has made a queue of that name, and O_CREAT is not given</source>
        <translation>ENOENT: niemand hat eine Warteschlange dieses Namens angelegt, und O_CREAT fehlt</translation>
    </message>
    <message>
        <source>EEXIST: O_CREAT with O_EXCL makes a new one or none, and it is there already</source>
        <translation>EEXIST: O_CREAT mit O_EXCL legt eine neue an oder keine, und sie ist schon da</translation>
    </message>
    <message>
        <source>EINVAL: mq_maxmsg %1 is more than /proc/sys/fs/mqueue/msg_max allows</source>
        <translation>EINVAL: mq_maxmsg %1 ist mehr, als /proc/sys/fs/mqueue/msg_max erlaubt</translation>
    </message>
    <message>
        <source>mq_open() returned -1, %1</source>
        <translation>mq_open() gab -1 zurück, %1</translation>
    </message>
    <message>
        <source>m%1 waits in the sender&apos;s memory: mq_send() has not returned</source>
        <translation>m%1 wartet im Speicher des Senders: mq_send() ist nicht zurück</translation>
    </message>
    <message>
        <source>Nothing to receive: mq_receive() waits until somebody sends</source>
        <translation>Nichts zu empfangen: mq_receive() wartet, bis jemand sendet</translation>
    </message>
    <message>
        <source>%1 bytes are more than mq_msgsize allows: EMSGSIZE, nothing went in</source>
        <translation>%1 Bytes sind mehr, als mq_msgsize erlaubt: EMSGSIZE, nichts kam hinein</translation>
    </message>
    <message>
        <source>A receiver got a message that is not the one sent</source>
        <translation>Ein Empfänger bekam eine andere Nachricht als die gesendete</translation>
    </message>
    <message>
        <source>Every place is taken: the next mq_send() has to wait</source>
        <translation>Jeder Platz ist belegt: das nächste mq_send() muss warten</translation>
    </message>
    <message>
        <source>Every place is taken: the next mq_send() returns -1, EAGAIN</source>
        <translation>Jeder Platz ist belegt: das nächste mq_send() gibt -1 zurück, EAGAIN</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>Priorität %1</translation>
    </message>
    <message>
        <source>prio %1</source>
        <translation>Prio %1</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>steht an</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>disposition</source>
        <translation>Disposition</translation>
    </message>
    <message>
        <source>gone with the process</source>
        <translation>fort mit dem Prozess</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>bei %1</translation>
    </message>
    <message>
        <source>stack, %1 handlers</source>
        <translation>Stapel, %1 Handler</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>cut here</source>
        <translation>ruht hier</translation>
    </message>
    <message>
        <source>handled</source>
        <translation>behandelt</translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>default action</source>
        <translation>Standardaktion</translation>
    </message>
    <message>
        <source>what the kernel keeps of signals for the %1</source>
        <translation>was der Kernel an Signalen für %1 führt</translation>
    </message>
    <message>
        <source>%1: from sending to handler %2</source>
        <translation>%1: vom Senden bis zum Handler %2</translation>
    </message>
    <message>
        <source>pending, for the thread</source>
        <translation>anstehend, für den Thread</translation>
    </message>
    <message>
        <source>pending, for the process</source>
        <translation>anstehend, für den Prozess</translation>
    </message>
    <message>
        <source>blocked (the mask)</source>
        <translation>blockiert (die Maske)</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>normal flow</source>
        <translation>normaler Ablauf</translation>
    </message>
    <message>
        <source>normal flow, %1()</source>
        <translation>normaler Ablauf, %1()</translation>
    </message>
    <message>
        <source>cut inside %1()</source>
        <translation>in %1() unterbrochen</translation>
    </message>
    <message>
        <source>has the lock</source>
        <translation>hat die Sperre</translation>
    </message>
    <message>
        <source>, value %1</source>
        <translation>, Wert %1</translation>
    </message>
    <message>
        <source>wants the lock</source>
        <translation>will die Sperre</translation>
    </message>
    <message>
        <source>And %1 more are pending: only the first %2 are followed one by one</source>
        <translation>Und %1 weitere stehen an: nur die ersten %2 werden einzeln verfolgt</translation>
    </message>
    <message>
        <source>%1 was pending already: %2 more are gone, a standard signal has one bit and no queue</source>
        <translation>%1 stand schon an: %2 weitere sind fort, ein Standardsignal hat ein Bit und keine Schlange</translation>
    </message>
    <message>
        <source>%1 could not be sent</source>
        <translation>%1 konnte nicht gesendet werden</translation>
    </message>
    <message>
        <source>%1 was thrown away by the kernel: the receiver ignores it</source>
        <translation>%1 wurde vom Kernel verworfen: der Empfänger ignoriert es</translation>
    </message>
    <message>
        <source>A stop signal has taken the pending SIGCONT away</source>
        <translation>Ein Stoppsignal hat das anstehende SIGCONT entfernt</translation>
    </message>
    <message>
        <source>SIGCONT has taken the pending %1 away</source>
        <translation>SIGCONT hat das anstehende %1 entfernt</translation>
    </message>
    <message>
        <source>%1 is pending and blocked: it waits until the mask lets it through</source>
        <translation>%1 steht an und ist blockiert: es wartet, bis die Maske es durchlässt</translation>
    </message>
    <message>
        <source>The default action of %1 has ended the process</source>
        <translation>Die Standardaktion von %1 hat den Prozess beendet</translation>
    </message>
    <message>
        <source>Stopped: SIGCONT lets it go on, SIGKILL ends it; all others wait until then</source>
        <translation>Gestoppt: SIGCONT lässt ihn weiterlaufen, SIGKILL beendet ihn; alle anderen warten bis dahin</translation>
    </message>
    <message>
        <source>Deadlock: the handler waits for a lock that the flow below it on the stack holds</source>
        <translation>Verklemmung (Deadlock): der Handler wartet auf eine Sperre, die der Ablauf unter ihm auf dem Stapel hält</translation>
    </message>
    <message>
        <source>Refused: SIGKILL and SIGSTOP cannot be blocked, caught or ignored</source>
        <translation>Verweigert: SIGKILL und SIGSTOP lassen sich nicht blockieren, abfangen oder ignorieren</translation>
    </message>
    <message>
        <source>Found torn %1: its two halves come from two different writers</source>
        <translation>%1 zerrissen gefunden: die zwei Hälften stammen von zwei verschiedenen Schreibern</translation>
    </message>
    <message>
        <source>once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>continue</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>core</source>
        <translation>Core</translation>
    </message>
    <message>
        <source>terminate</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>ignoriert</translation>
    </message>
    <message>
        <source>it has ended by itself</source>
        <translation>von selbst beendet</translation>
    </message>
    <message>
        <source>terminated: the default action of %1</source>
        <translation>beendet: die Standardaktion von %1</translation>
    </message>
    <message>
        <source>terminated, its memory dumped as a core</source>
        <translation>beendet, der Speicher als Core abgelegt</translation>
    </message>
    <message>
        <source>terminated; core dumps are switched off</source>
        <translation>beendet; Core-Abzüge sind abgeschaltet</translation>
    </message>
    <message>
        <source>%1 handled: its flow is cut</source>
        <translation>%1 in Arbeit: der Ablauf ruht</translation>
    </message>
    <message>
        <source>%1 is pending</source>
        <translation>%1 steht an</translation>
    </message>
    <message>
        <source>%1 was handled</source>
        <translation>%1 wurde behandelt</translation>
    </message>
    <message>
        <source>%1 thrown away: ignored</source>
        <translation>%1 verworfen: ignoriert</translation>
    </message>
    <message>
        <source>%1, by default: %2</source>
        <translation>%1, Standard: %2</translation>
    </message>
    <message>
        <source>%1: no such process</source>
        <translation>%1: kein solcher Prozess</translation>
    </message>
    <message>
        <source>%1 was pending already</source>
        <translation>%1 stand schon an</translation>
    </message>
    <message>
        <source>%1 was taken away</source>
        <translation>%1 wurde entfernt</translation>
    </message>
    <message>
        <source>%1 delivered</source>
        <translation>%1 zugestellt</translation>
    </message>
    <message>
        <source>%1 merged</source>
        <translation>%1 verschmolzen</translation>
    </message>
    <message>
        <source>%1 ignored</source>
        <translation>%1 ignoriert</translation>
    </message>
    <message>
        <source>network stack · TCP, IP, loopback</source>
        <translation>Netzwerkstapel · TCP, IP, Loopback</translation>
    </message>
    <message>
        <source>window closed: %1 bytes</source>
        <translation>Fenster zu: %1 Bytes</translation>
    </message>
    <message>
        <source>window %1 bytes</source>
        <translation>Fenster %1 Bytes</translation>
    </message>
    <message>
        <source>window closed</source>
        <translation>Fenster zu</translation>
    </message>
    <message>
        <source>window open</source>
        <translation>Fenster offen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>SYN → no answer</source>
        <translation>SYN → keine Antwort</translation>
    </message>
    <message>
        <source>ACK → connected</source>
        <translation>ACK → verbunden</translation>
    </message>
    <message>
        <source>no network stack: straight into the other socket&apos;s buffer</source>
        <translation>kein Netzwerkstapel: direkt in den Puffer des anderen Sockets</translation>
    </message>
    <message>
        <source>send buffer</source>
        <translation>Sendepuffer</translation>
    </message>
    <message>
        <source>receive buffer</source>
        <translation>Empfangspuffer</translation>
    </message>
    <message>
        <source>%1: %2 bytes</source>
        <translation>%1: %2 Bytes</translation>
    </message>
    <message>
        <source>Unix domain, datagrams</source>
        <translation>Unix-Domain, Datagramme</translation>
    </message>
    <message>
        <source>Unix domain, sequenced packets</source>
        <translation>Unix-Domain, Pakete in Folge</translation>
    </message>
    <message>
        <source>socketpair(): two sockets, connected from the start</source>
        <translation>socketpair(): zwei Sockets, von Anfang an verbunden</translation>
    </message>
    <message>
        <source>Unix domain, stream</source>
        <translation>Unix-Domain, Strom</translation>
    </message>
    <message>
        <source>%1 waiting for accept() · </source>
        <translation>%1 warten auf accept() · </translation>
    </message>
    <message>
        <source>listening on 127.0.0.1:%1</source>
        <translation>lauscht an 127.0.0.1:%1</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>Connection refused: nobody listens there, and the kernel says so at once</source>
        <translation>Verbindung abgelehnt: dort lauscht niemand, und der Kernel sagt es sofort</translation>
    </message>
    <message>
        <source>Connection reset: the other side closed its socket with bytes unread</source>
        <translation>Verbindung zurückgesetzt: die Gegenseite schloss ihren Socket mit ungelesenen Bytes</translation>
    </message>
    <message>
        <source>Nobody is left to receive: send() returns -1, EPIPE</source>
        <translation>Niemand ist übrig, der empfängt: send() gibt -1 zurück, EPIPE</translation>
    </message>
    <message>
        <source>%1 bytes are more than one message can hold: EMSGSIZE</source>
        <translation>%1 Bytes sind mehr, als eine Nachricht fassen kann: EMSGSIZE</translation>
    </message>
    <message>
        <source>accept() waits until a client connects</source>
        <translation>accept() wartet, bis ein Client sich verbindet</translation>
    </message>
    <message>
        <source>The backlog is full: connect() waits for a place in it</source>
        <translation>Der Backlog ist voll: connect() wartet auf einen Platz darin</translation>
    </message>
    <message>
        <source>Nothing has arrived: recv() waits until somebody sends</source>
        <translation>Nichts ist angekommen: recv() wartet, bis jemand sendet</translation>
    </message>
    <message>
        <source>The receiver&apos;s window is closed and the send buffer is full: send() waits</source>
        <translation>Das Fenster des Empfängers ist zu und der Sendepuffer voll: send() wartet</translation>
    </message>
    <message>
        <source>As many wait as /proc/sys/net/unix/max_dgram_qlen allows: send() waits</source>
        <translation>Es warten so viele, wie /proc/sys/net/unix/max_dgram_qlen erlaubt: send() wartet</translation>
    </message>
    <message>
        <source>The sender&apos;s buffer is used up until something is received: send() waits</source>
        <translation>Der Puffer des Senders ist verbraucht, bis etwas empfangen wird: send() wartet</translation>
    </message>
    <message>
        <source>%1 messages on the way</source>
        <translation>%1 Nachrichten unterwegs</translation>
    </message>
    <message>
        <source>%1 bytes on the way</source>
        <translation>%1 Bytes unterwegs</translation>
    </message>
    <message>
        <source>The server got bytes that are not the ones sent</source>
        <translation>Der Server bekam andere Bytes als die gesendeten</translation>
    </message>
    <message>
        <source>The client has closed its socket: recv() returns 0 once all is read</source>
        <translation>Der Client hat seinen Socket geschlossen: recv() gibt 0 zurück, wenn alles gelesen ist</translation>
    </message>
    <message>
        <source>caches</source>
        <translation>Caches</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>gemeins. Speicher</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>machine code</source>
        <translation>Maschinencode</translation>
    </message>
    <message>
        <source>nothing new for %1 · shortened</source>
        <translation>nichts Neues für %1 · verkürzt</translation>
    </message>
    <message>
        <source>user space</source>
        <translation>Benutzerraum</translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation>Prozess %1</translation>
    </message>
    <message>
        <source>%1 messages/s · each dot = %2 messages</source>
        <translation>%1 Nachrichten/s · jeder Punkt = %2 Nachrichten</translation>
    </message>
    <message>
        <source>Nobody is blocked: nobody waits for anybody.</source>
        <translation>Niemand ist blockiert: niemand wartet auf andere.</translation>
    </message>
    <message>
        <source>It is not blocked. Click one that is.</source>
        <translation>Nicht blockiert. Klicken Sie auf einen, der es ist.</translation>
    </message>
    <message>
        <source>since %1 · for %2 real time</source>
        <translation>seit %1 · für %2 Echtzeit</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Deadlock: it waits for a cycle</source>
        <translation>Deadlock: wartet auf einen Zyklus</translation>
    </message>
    <message>
        <source>Deadlock: it waits for itself</source>
        <translation>Deadlock: wartet auf sich selbst</translation>
    </message>
    <message>
        <source>Deadlock: they wait in a cycle</source>
        <translation>Deadlock: sie warten im Kreis</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>durch %1</translation>
    </message>
    <message>
        <source>by %1(%2)</source>
        <translation>durch %1(%2)</translation>
    </message>
    <message>
        <source>something in the %1</source>
        <translation>etwas in: %1</translation>
    </message>
    <message>
        <source>room in the %1</source>
        <translation>Platz in: %1</translation>
    </message>
    <message>
        <source>the lock</source>
        <translation>die Sperre</translation>
    </message>
    <message>
        <source>the other end of the %1</source>
        <translation>das andere Ende: %1</translation>
    </message>
    <message>
        <source>a client</source>
        <translation>ein Client</translation>
    </message>
    <message>
        <source>its connection to be accepted</source>
        <translation>Annahme der Verbindung</translation>
    </message>
    <message>
        <source>a signal</source>
        <translation>ein Signal</translation>
    </message>
    <message>
        <source>a message with a descriptor</source>
        <translation>eine Nachricht mit Deskriptor</translation>
    </message>
    <message>
        <source>taken, and its owner is gone</source>
        <translation>belegt, und der Besitzer ist fort</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>how much is inside is not certain</source>
        <translation>wie viel darin ist, ist nicht sicher</translation>
    </message>
    <message>
        <source>waits for</source>
        <translation>wartet auf</translation>
    </message>
    <message>
        <source>or: a signal, or somebody who is not shown</source>
        <translation>oder: ein Signal, oder jemand, der nicht gezeigt ist</translation>
    </message>
    <message>
        <source>any client can release it: connect()</source>
        <translation>jeder Client kann es lösen: connect()</translation>
    </message>
    <message>
        <source>a signal can release it</source>
        <translation>ein Signal kann es lösen</translation>
    </message>
    <message>
        <source>Nobody is left who could release it.</source>
        <translation>Niemand ist übrig, der es lösen könnte.</translation>
    </message>
    <message>
        <source>can be released by</source>
        <translation>kann gelöst werden von</translation>
    </message>
    <message>
        <source>↑ %1 can release it, %2</source>
        <translation>↑ %1 kann es lösen, %2</translation>
    </message>
    <message>
        <source>↑ only %1 could release it, %2</source>
        <translation>↑ nur %1 könnte es lösen, %2</translation>
    </message>
    <message>
        <source>↑ %1 could release it, %2</source>
        <translation>↑ %1 könnte es lösen, %2</translation>
    </message>
    <message>
        <source>capacity %1</source>
        <translation>Kapazität %1</translation>
    </message>
    <message>
        <source>%1 shortened</source>
        <translation>%1 verkürzt</translation>
    </message>
    <message>
        <source>in a call</source>
        <translation>in einem Aufruf</translation>
    </message>
    <message>
        <source>paused by you</source>
        <translation>von Ihnen angehalten</translation>
    </message>
    <message>
        <source>in a signal handler</source>
        <translation>in einem Signalhandler</translation>
    </message>
    <message>
        <source>stopped by a signal</source>
        <translation>von einem Signal gestoppt</translation>
    </message>
    <message>
        <source>waits for its rate</source>
        <translation>wartet auf den Takt</translation>
    </message>
    <message>
        <source>m%1: %2 from write to read</source>
        <translation>m%1: %2 vom Schreiben bis zum Lesen</translation>
    </message>
    <message>
        <source>%1: %2 within %3</source>
        <translation>%1: %2 binnen %3</translation>
    </message>
    <message>
        <source>%1: %2 for %3</source>
        <translation>%1: %2 für %3</translation>
    </message>
    <message>
        <source>%1: %2 of %3 %4</source>
        <translation>%1: %2 von %3 %4</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>1 event lost</source>
        <translation>1 Ereignis verloren</translation>
    </message>
    <message>
        <source>%1 events lost</source>
        <translation>%1 Ereignisse verloren</translation>
    </message>
    <message>
        <source>woken</source>
        <translation>geweckt</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>emptied</source>
        <translation>geleert</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>geht weiter</translation>
    </message>
    <message>
        <source>events lost</source>
        <translation>Ereignisse verloren</translation>
    </message>
    <message>
        <source>Messages of %1 bytes, from one process to another</source>
        <translation>Nachrichten von %1 Bytes, von einem Prozess zum anderen</translation>
    </message>
    <message>
        <source>There and back, one at a time</source>
        <translation>Hin und zurück, eine auf einmal</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>One way, as fast as it goes</source>
        <translation>Eine Richtung, so schnell es geht</translation>
    </message>
    <message>
        <source>Each message one way</source>
        <translation>Jede Nachricht, eine Richtung</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>switches</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>cannot: %1</source>
        <translation>geht nicht: %1</translation>
    </message>
    <message>
        <source>%1 round trips</source>
        <translation>%1 Umläufe</translation>
    </message>
    <message>
        <source>not to be told from %1: their runs overlap</source>
        <translation>von %1 nicht zu trennen: die Läufe überlappen</translation>
    </message>
    <message>
        <source>another size</source>
        <translation>andere Größe</translation>
    </message>
    <message>
        <source>other counts</source>
        <translation>andere Anzahl</translation>
    </message>
    <message>
        <source>waits otherwise</source>
        <translation>wartet anders</translation>
    </message>
    <message>
        <source>other processors</source>
        <translation>andere CPUs</translation>
    </message>
    <message>
        <source>too few runs</source>
        <translation>zu wenige Läufe</translation>
    </message>
    <message>
        <source>overlaps %1</source>
        <translation>überlappt %1</translation>
    </message>
    <message>
        <source>on any processor</source>
        <translation>auf irgendeinem Prozessor</translation>
    </message>
    <message>
        <source>both on CPU %1</source>
        <translation>beide auf CPU %1</translation>
    </message>
    <message>
        <source>on CPU %1 and CPU %2</source>
        <translation>auf CPU %1 und CPU %2</translation>
    </message>
    <message>
        <source>waiting in the call</source>
        <translation>warten im Aufruf</translation>
    </message>
    <message>
        <source>waiting in poll(2)</source>
        <translation>warten in poll(2)</translation>
    </message>
    <message>
        <source>spinning</source>
        <translation>fragen pausenlos nach</translation>
    </message>
    <message>
        <source>two processes, %1, %2</source>
        <translation>zwei Prozesse, %1, %2</translation>
    </message>
    <message>
        <source>%1 not with %2: %3</source>
        <translation>%1 nicht mit %2: %3</translation>
    </message>
    <message>
        <source>Messages of %1 to %2, from one process to another</source>
        <translation>Nachrichten von %1 bis %2, von einem Prozess zum anderen</translation>
    </message>
    <message>
        <source>%1 · without events · medians of %2 runs, bars: their quartiles</source>
        <translation>%1 · ohne Sonde · Mediane von %2 Läufen, Striche: ihre Quartile</translation>
    </message>
    <message>
        <source>There and back, one at a time: median</source>
        <translation>Hin und zurück, eine auf einmal: Median</translation>
    </message>
    <message>
        <source>Timed</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Timed without events</source>
        <translation>Gemessen, ohne Ereignisse</translation>
    </message>
    <message>
        <source>copies: by the way each mechanism is made, not measured</source>
        <translation>Kopien: aus der Bauart jedes Mechanismus, nicht gemessen</translation>
    </message>
    <message>
        <source>Round %1</source>
        <translation>Runde %1</translation>
    </message>
    <message>
        <source>%1 of %2 messages: time they took</source>
        <translation>%1 von %2 Nachrichten: ihre Zeit</translation>
    </message>
    <message>
        <source>%1 messages one way, after %2</source>
        <translation>%1 Nachrichten in eine Richtung, nach %2</translation>
    </message>
    <message>
        <source>One way</source>
        <translation>Ein Weg</translation>
    </message>
    <message>
        <source>For each message</source>
        <translation>Je Nachricht</translation>
    </message>
    <message>
        <source>copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>not comparable: holds %1, not %2</source>
        <translation>unvergleichbar: fasst %1, nicht %2</translation>
    </message>
    <message>
        <source>unlike: holds %1, not %2</source>
        <translation>fasst %1, nicht %2</translation>
    </message>
    <message>
        <source>too few rounds to compare</source>
        <translation>zu wenige Runden</translation>
    </message>
    <message>
        <source>not to be told from the first</source>
        <translation>nicht vom ersten zu trennen</translation>
    </message>
    <message>
        <source>fewer rounds than the others</source>
        <translation>weniger Runden als andere</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>each waits in its call</source>
        <translation>jeder wartet in seinem Aufruf</translation>
    </message>
    <message>
        <source>each waits in poll(2)</source>
        <translation>jeder wartet in poll(2)</translation>
    </message>
    <message>
        <source>each asks again and again</source>
        <translation>jeder fragt immer wieder</translation>
    </message>
    <message>
        <source>%1 B a message</source>
        <translation>%1 B je Nachricht</translation>
    </message>
    <message>
        <source>%1 round trips, then %2 one way</source>
        <translation>%1-mal hin und zurück, dann %2 hin</translation>
    </message>
    <message>
        <source>%1 round trips before, not counted</source>
        <translation>davor %1-mal, nicht gezählt</translation>
    </message>
    <message>
        <source>in turn, every other round backwards</source>
        <translation>reihum, jede zweite Runde rückwärts</translation>
    </message>
    <message>
        <source>takes no message of %1 B (%2)</source>
        <translation>nimmt keine Nachricht von %1 B (%2)</translation>
    </message>
    <message>
        <source>has no descriptor that poll(2) could wait for</source>
        <translation>hat keinen Deskriptor, auf den poll(2) warten könnte</translation>
    </message>
    <message>
        <source>cannot be made here: %1</source>
        <translation>ist hier nicht zu haben: %1</translation>
    </message>
    <message>
        <source>The same for all</source>
        <translation>Für alle gleich</translation>
    </message>
    <message>
        <source>%1 to %2 a message</source>
        <translation>%1 bis %2 je Nachricht</translation>
    </message>
    <message>
        <source>There and back, one message at a time</source>
        <translation>Hin und zurück, eine Nachricht nach der anderen</translation>
    </message>
    <message>
        <source>memory by a formula of the manual: here the kernel tells nothing</source>
        <translation>Speicher nach einer Formel des Handbuchs: hier sagt der Kernel nichts</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>Gut für</translation>
    </message>
    <message>
        <source>a click shows it</source>
        <translation>ein Klick zeigt es</translation>
    </message>
    <message>
        <source>To be borne</source>
        <translation>In Kauf zu nehmen</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Umlauf</translation>
    </message>
    <message>
        <source>half within</source>
        <translation>Hälfte in</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>je Sekunde</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>each</source>
        <translation>jeweils</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Fasst</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachr.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>when full</source>
        <translation>wenn voll</translation>
    </message>
    <message>
        <source>From one process to the other, one at a time</source>
        <translation>Von einem Prozess zum anderen, eine nach der anderen</translation>
    </message>
    <message>
        <source>how many of them took how long</source>
        <translation>wie viele brauchten wie lange</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>Hälfte in</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % in</translation>
    </message>
    <message>
        <source>99.9 % within</source>
        <translation>99,9 % in</translation>
    </message>
    <message>
        <source>%1 of %2 times</source>
        <translation>%1 von %2 Mal</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>zu wenige</translation>
    </message>
    <message>
        <source>timed without events</source>
        <translation>gemessen, ohne Ereignisse</translation>
    </message>
    <message>
        <source>Before the first round</source>
        <translation>Vor der ersten Runde</translation>
    </message>
    <message>
        <source>probed</source>
        <translation>Sonde</translation>
    </message>
    <message>
        <source>%1 round trips, %2 messages one way, %3 times each in turn · %4 · without events</source>
        <translation>%1 Umläufe, %2 Nachrichten in einer Richtung, je %3-mal im Wechsel · %4 · ohne Sonde</translation>
    </message>
    <message>
        <source>room for %1</source>
        <translation>fasst %1</translation>
    </message>
    <message>
        <source>overlaps the quickest one</source>
        <translation>überlappt den schnellsten</translation>
    </message>
    <message>
        <source>quartiles of the runs</source>
        <translation>Quartile der Läufe</translation>
    </message>
    <message>
        <source>not comparable with the longest</source>
        <translation>mit dem längsten unvergleichbar</translation>
    </message>
    <message>
        <source>probed: throughput left with events</source>
        <translation>Sonde: Durchsatz, der mit ihr bleibt</translation>
    </message>
    <message>
        <source>not comparable with %1: holds %2, not %3</source>
        <translation>mit %1 unvergleichbar: fasst %2, nicht %3</translation>
    </message>
    <message>
        <source>not to be told from %1</source>
        <translation>von %1 nicht zu trennen</translation>
    </message>
    <message>
        <source>With probe</source>
        <translation>Mit Sonde</translation>
    </message>
    <message>
        <source>rate left</source>
        <translation>bleiben</translation>
    </message>
    <message>
        <source>bytes in a second; %1</source>
        <translation>Bytes je Sekunde; %1</translation>
    </message>
    <message>
        <source>half of them within; %1</source>
        <translation>die Hälfte innerhalb von; %1</translation>
    </message>
    <message>
        <source>† not to be held against the fastest: holds more or fewer, or overlaps</source>
        <translation>† nicht mit dem schnellsten zu vergleichen: fasst anderes, oder überlappt</translation>
    </message>
    <message>
        <source>p99.9</source>
        <translation>p99,9</translation>
    </message>
    <message>
        <source>%1 round trips, then %2 one way, at most %3</source>
        <translation>%1-mal hin und zurück, dann %2 hin, höchstens %3</translation>
    </message>
    <message>
        <source>median, whisker: quartiles</source>
        <translation>Median, Strich: Quartile</translation>
    </message>
    <message>
        <source>whiskers: quartiles</source>
        <translation>Striche: Quartile</translation>
    </message>
    <message>
        <source>whiskers: quartiles of %1 turns</source>
        <translation>Striche: Quartile aus %1 Malen</translation>
    </message>
    <message>
        <source>±: runs differ by that much, no change seen</source>
        <translation>±: so weit streuen die Läufe, kein Unterschied zu sehen</translation>
    </message>
    <message>
        <source>±%1 %</source>
        <translation>±%1 %</translation>
    </message>
    <message>
        <source>±: turns differ by that much, no change seen</source>
        <translation>±: so weit streuen die Durchgänge, keine Änderung zu sehen</translation>
    </message>
    <message>
        <source>m%1: the %2 has it, and mq_receive() has not returned yet</source>
        <translation>m%1: %2 hat sie schon, und mq_receive() ist noch nicht zurück</translation>
    </message>
    <message>
        <source>no call in the handler yet</source>
        <translation>im Handler noch kein Aufruf</translation>
    </message>
    <message>
        <source>%1: from sending to read() %2</source>
        <translation>%1: vom Senden bis zu read() %2</translation>
    </message>
    <message>
        <source>%1 was read</source>
        <translation>%1 wurde gelesen</translation>
    </message>
    <message>
        <source> · a sender waits</source>
        <translation> · ein Sender wartet</translation>
    </message>
    <message>
        <source>or %1 by</source>
        <translation>oder %1 von</translation>
    </message>
    <message>
        <source>cut here, and can never go on</source>
        <translation>hier unterbrochen, geht nie weiter</translation>
    </message>
</context>
<context>
    <name>scheduler</name>
    <message>
        <source>the processes do not come to rest</source>
        <translation>die Prozesse kommen nicht zur Ruhe</translation>
    </message>
    <message>
        <source>{} does not come to stand before {}, where it began</source>
        <translation>{} kommt nicht vor {} zu stehen, wo es begann</translation>
    </message>
    <message>
        <source>{} was to be let go before {}, but {}</source>
        <translation>{} sollte vor {} freigelassen werden, aber {}</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>den Prozess gibt es nicht</translation>
    </message>
    <message>
        <source>step {}: {}</source>
        <translation>Schritt {}: {}</translation>
    </message>
    <message>
        <source>it stands before {}</source>
        <translation>er steht vor {}</translation>
    </message>
    <message>
        <source>it is blocked in {}()</source>
        <translation>er ist in {}() blockiert</translation>
    </message>
    <message>
        <source>it is in {}()</source>
        <translation>er ist in {}()</translation>
    </message>
    <message>
        <source>it sleeps</source>
        <translation>er schläft</translation>
    </message>
    <message>
        <source>it has ended</source>
        <translation>er ist beendet</translation>
    </message>
    <message>
        <source>it is not held</source>
        <translation>er ist nicht angehalten</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Bursts per second</source>
        <translation>Stöße je Sekunde</translation>
    </message>
    <message>
        <source>A line of its own for each counter</source>
        <translation>Eine eigene Zeile für jeden Zähler</translation>
    </message>
    <message>
        <source>What each access is</source>
        <translation>Art des Zugriffs</translation>
    </message>
    <message>
        <source>Pinned to two cores</source>
        <translation>An zwei Kerne gebunden</translation>
    </message>
    <message>
        <source>Both add to one word</source>
        <translation>Beide addieren auf ein Wort</translation>
    </message>
    <message>
        <source>Steps per second</source>
        <translation>Schritte je Sekunde</translation>
    </message>
    <message>
        <source>As fast as possible</source>
        <translation>So schnell wie möglich</translation>
    </message>
    <message>
        <source>Take the mutex</source>
        <translation>Mutex nehmen</translation>
    </message>
    <message>
        <source>The mutex is robust</source>
        <translation>Der Mutex ist robust</translation>
    </message>
    <message>
        <source>The lock is kept for (ms)</source>
        <translation>Sperre halten für (ms)</translation>
    </message>
    <message>
        <source>Additions in one round</source>
        <translation>Additionen in einer Runde</translation>
    </message>
    <message>
        <source>Kill the owner</source>
        <translation>Den Besitzer töten</translation>
    </message>
    <message>
        <source>Giver, steps per second</source>
        <translation>Geber, Schritte je Sekunde</translation>
    </message>
    <message>
        <source>Close the giver&apos;s descriptor</source>
        <translation>Deskriptor des Gebers schließen</translation>
    </message>
    <message>
        <source>Taker, steps per second</source>
        <translation>Nehmer, Schritte je Sekunde</translation>
    </message>
    <message>
        <source>Close the taker&apos;s descriptor</source>
        <translation>Deskriptor des Nehmers schließen</translation>
    </message>
    <message>
        <source>Writer, stores per second</source>
        <translation>Schreiber, Speichern je Sekunde</translation>
    </message>
    <message>
        <source>The writer maps it MAP_PRIVATE</source>
        <translation>Der Schreiber bildet mit MAP_PRIVATE ab</translation>
    </message>
    <message>
        <source>msync() now</source>
        <translation>Jetzt msync()</translation>
    </message>
    <message>
        <source>Viewer, loads per second</source>
        <translation>Betrachter, Laden je Sekunde</translation>
    </message>
    <message>
        <source>Read the file</source>
        <translation>Die Datei lesen</translation>
    </message>
    <message>
        <source>Rounds per second</source>
        <translation>Runden je Sekunde</translation>
    </message>
    <message>
        <source>Producer, messages per second</source>
        <translation>Erzeuger, Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Consumer, messages per second</source>
        <translation>Verbraucher, Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Sender, messages per second</source>
        <translation>Sender, Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Message size</source>
        <translation>Größe der Nachrichten</translation>
    </message>
    <message>
        <source>Messages to send (0: endless)</source>
        <translation>Zu sendende Nachrichten (0: endlos)</translation>
    </message>
    <message>
        <source>Sender&apos;s priority</source>
        <translation>Priorität des Senders</translation>
    </message>
    <message>
        <source>Sender: O_NONBLOCK</source>
        <translation>Sender: O_NONBLOCK</translation>
    </message>
    <message>
        <source>Close the sender&apos;s descriptor</source>
        <translation>Deskriptor des Senders schließen</translation>
    </message>
    <message>
        <source>Urgent sender, messages per second</source>
        <translation>Dringender Sender, Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Urgent message size</source>
        <translation>Größe der dringenden Nachrichten</translation>
    </message>
    <message>
        <source>Urgent messages to send (0: endless)</source>
        <translation>Dringende Nachrichten (0: endlos)</translation>
    </message>
    <message>
        <source>Urgent sender&apos;s priority</source>
        <translation>Priorität des dringenden Senders</translation>
    </message>
    <message>
        <source>Urgent sender: O_NONBLOCK</source>
        <translation>Dringender Sender: O_NONBLOCK</translation>
    </message>
    <message>
        <source>Receiver, messages per second</source>
        <translation>Empfänger, Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Receiver: O_NONBLOCK</source>
        <translation>Empfänger: O_NONBLOCK</translation>
    </message>
    <message>
        <source>Close the receiver&apos;s descriptor</source>
        <translation>Deskriptor des Empfängers schließen</translation>
    </message>
    <message>
        <source>Messages it holds (mq_maxmsg)</source>
        <translation>Plätze für Nachrichten (mq_maxmsg)</translation>
    </message>
    <message>
        <source>Largest message (mq_msgsize)</source>
        <translation>Größte Nachricht (mq_msgsize)</translation>
    </message>
    <message>
        <source>Open once more</source>
        <translation>Noch einmal öffnen</translation>
    </message>
    <message>
        <source>Opener: O_CREAT</source>
        <translation>Öffner: O_CREAT</translation>
    </message>
    <message>
        <source>Opener: O_EXCL</source>
        <translation>Öffner: O_EXCL</translation>
    </message>
    <message>
        <source>Opener: another name</source>
        <translation>Öffner: anderer Name</translation>
    </message>
    <message>
        <source>Opener: mq_maxmsg</source>
        <translation>Öffner: mq_maxmsg</translation>
    </message>
    <message>
        <source>Notified, messages per second</source>
        <translation>Benachrichtigter, Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Notified: O_NONBLOCK</source>
        <translation>Benachrichtigter: O_NONBLOCK</translation>
    </message>
    <message>
        <source>Register again each time</source>
        <translation>Jedes Mal neu anmelden</translation>
    </message>
    <message>
        <source>Writer, messages per second</source>
        <translation>Schreiber, Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Messages to write (0: endless)</source>
        <translation>Zu schreibende Nachrichten (0: endlos)</translation>
    </message>
    <message>
        <source>Writer: O_NONBLOCK</source>
        <translation>Schreiber: O_NONBLOCK</translation>
    </message>
    <message>
        <source>Writer ignores SIGPIPE</source>
        <translation>Der Schreiber ignoriert SIGPIPE</translation>
    </message>
    <message>
        <source>Close write end</source>
        <translation>Schreibende schließen</translation>
    </message>
    <message>
        <source>Reader, reads per second</source>
        <translation>Leser, Lesevorgänge je Sekunde</translation>
    </message>
    <message>
        <source>Read size</source>
        <translation>Bytes je Lesen</translation>
    </message>
    <message>
        <source>Reader: O_NONBLOCK</source>
        <translation>Leser: O_NONBLOCK</translation>
    </message>
    <message>
        <source>Reader checks every byte</source>
        <translation>Der Leser prüft jedes Byte</translation>
    </message>
    <message>
        <source>Close read end</source>
        <translation>Leseende schließen</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>Kapazität</translation>
    </message>
    <message>
        <source>Reader keeps its write end</source>
        <translation>Der Leser behält sein Schreibende</translation>
    </message>
    <message>
        <source>Close the reader&apos;s write end</source>
        <translation>Schreibende des Lesers schließen</translation>
    </message>
    <message>
        <source>Writer: messages with a head</source>
        <translation>Schreiber: Nachrichten mit Kopf</translation>
    </message>
    <message>
        <source>Reader checks messages by their heads</source>
        <translation>Der Leser prüft Nachrichten an ihrem Kopf</translation>
    </message>
    <message>
        <source>A FIFO with a name</source>
        <translation>Ein FIFO mit Namen</translation>
    </message>
    <message>
        <source>What is polled</source>
        <translation>Was abgefragt wird</translation>
    </message>
    <message>
        <source>Time limit (ms)</source>
        <translation>Zeitgrenze (ms)</translation>
    </message>
    <message>
        <source>Maker, steps per second</source>
        <translation>Ersteller, Schritte je Sekunde</translation>
    </message>
    <message>
        <source>User, steps per second</source>
        <translation>Nutzer, Schritte je Sekunde</translation>
    </message>
    <message>
        <source>Read beyond the end</source>
        <translation>Hinter dem Ende lesen</translation>
    </message>
    <message>
        <source>Catch SIGBUS</source>
        <translation>SIGBUS abfangen</translation>
    </message>
    <message>
        <source>Parent, steps per second</source>
        <translation>Eltern, Schritte je Sekunde</translation>
    </message>
    <message>
        <source>Parent stores into the shared page</source>
        <translation>Eltern: in die gemeinsame Seite speichern</translation>
    </message>
    <message>
        <source>Parent stores into the private page</source>
        <translation>Eltern: in die private Seite speichern</translation>
    </message>
    <message>
        <source>Child, steps per second</source>
        <translation>Kind, Schritte je Sekunde</translation>
    </message>
    <message>
        <source>Child stores into the shared page</source>
        <translation>Kind: in die gemeinsame Seite speichern</translation>
    </message>
    <message>
        <source>Child stores into the private page</source>
        <translation>Kind: in die private Seite speichern</translation>
    </message>
    <message>
        <source>Before the bar</source>
        <translation>Vor dem Strich</translation>
    </message>
    <message>
        <source>Behind the bar</source>
        <translation>Hinter dem Strich</translation>
    </message>
    <message>
        <source>Left: ms before each step</source>
        <translation>Links: ms vor jedem Schritt</translation>
    </message>
    <message>
        <source>Right: ms before each step</source>
        <translation>Rechts: ms vor jedem Schritt</translation>
    </message>
    <message>
        <source>Signals per second (0: by hand)</source>
        <translation>Signale je Sekunde (0: von Hand)</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>Gesendet mit</translation>
    </message>
    <message>
        <source>How many at once</source>
        <translation>Wie viele auf einmal</translation>
    </message>
    <message>
        <source>First value</source>
        <translation>Erster Wert</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Jetzt senden</translation>
    </message>
    <message>
        <source>Receiver, steps per second</source>
        <translation>Empfänger, Schritte je Sekunde</translation>
    </message>
    <message>
        <source>What the receiver does</source>
        <translation>Was der Empfänger tut</translation>
    </message>
    <message>
        <source>Disposition of SIGUSR1</source>
        <translation>Disposition von SIGUSR1</translation>
    </message>
    <message>
        <source>Block SIGUSR1</source>
        <translation>SIGUSR1 blockieren</translation>
    </message>
    <message>
        <source>Block SIGUSR2</source>
        <translation>SIGUSR2 blockieren</translation>
    </message>
    <message>
        <source>Block SIGRTMIN</source>
        <translation>SIGRTMIN blockieren</translation>
    </message>
    <message>
        <source>SA_RESTART</source>
        <translation>SA_RESTART</translation>
    </message>
    <message>
        <source>SA_NODEFER</source>
        <translation>SA_NODEFER</translation>
    </message>
    <message>
        <source>Handler takes, ms</source>
        <translation>Dauer des Handlers, ms</translation>
    </message>
    <message>
        <source>Only safe functions in the handler</source>
        <translation>Nur sichere Funktionen im Handler</translation>
    </message>
    <message>
        <source>Block SIGKILL, catch SIGSTOP</source>
        <translation>SIGKILL blockieren, SIGSTOP abfangen</translation>
    </message>
    <message>
        <source>Start a child that ends at once</source>
        <translation>Ein Kind starten, das gleich endet</translation>
    </message>
    <message>
        <source>Start again those that have ended</source>
        <translation>Beendete neu starten</translation>
    </message>
    <message>
        <source>Receiver 1, every signal</source>
        <translation>Empfänger 1, jedes Signal</translation>
    </message>
    <message>
        <source>Receiver 2, every signal</source>
        <translation>Empfänger 2, jedes Signal</translation>
    </message>
    <message>
        <source>Receiver 3, every signal</source>
        <translation>Empfänger 3, jedes Signal</translation>
    </message>
    <message>
        <source>Client, messages per second</source>
        <translation>Client, Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Client: O_NONBLOCK</source>
        <translation>Client: O_NONBLOCK</translation>
    </message>
    <message>
        <source>Client: SO_SNDBUF (0: the system&apos;s)</source>
        <translation>Client: SO_SNDBUF (0: wie das System)</translation>
    </message>
    <message>
        <source>Client: TCP_NODELAY</source>
        <translation>Client: TCP_NODELAY</translation>
    </message>
    <message>
        <source>Close the client&apos;s socket</source>
        <translation>Socket des Clients schließen</translation>
    </message>
    <message>
        <source>Server, reads per second</source>
        <translation>Server, Lesevorgänge je Sekunde</translation>
    </message>
    <message>
        <source>Server: SO_RCVBUF (0: the system&apos;s)</source>
        <translation>Server: SO_RCVBUF (0: wie das System)</translation>
    </message>
    <message>
        <source>Server: backlog of listen()</source>
        <translation>Server: Backlog von listen()</translation>
    </message>
    <message>
        <source>Server listens</source>
        <translation>Server lauscht</translation>
    </message>
    <message>
        <source>Server accepts</source>
        <translation>Server nimmt an</translation>
    </message>
    <message>
        <source>Close the server&apos;s connection</source>
        <translation>Verbindung des Servers schließen</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>one step</source>
        <translation>ein Schritt</translation>
    </message>
    <message>
        <source>Round trips</source>
        <translation>Hin und zurück</translation>
    </message>
    <message>
        <source>Messages one way</source>
        <translation>Nachrichten in eine Richtung</translation>
    </message>
    <message>
        <source>Round trips before these</source>
        <translation>Hin und zurück zum Aufwärmen</translation>
    </message>
    <message>
        <source>How they wait</source>
        <translation>Wie sie warten</translation>
    </message>
    <message>
        <source>Processor of the sender (-1: any)</source>
        <translation>Prozessor des Senders (-1: jeder)</translation>
    </message>
    <message>
        <source>Processor of the receiver (-1: any)</source>
        <translation>Prozessor des Empfängers (-1: jeder)</translation>
    </message>
    <message>
        <source>Capacity (0: the system&apos;s)</source>
        <translation>Kapazität (0: die des Systems)</translation>
    </message>
    <message>
        <source>Passes with events</source>
        <translation>Durchgänge mit Ereignissen</translation>
    </message>
    <message>
        <source>one processor each</source>
        <translation>jeder auf einem Prozessor</translation>
    </message>
    <message>
        <source>both on one</source>
        <translation>beide auf einem</translation>
    </message>
    <message>
        <source>wherever the kernel puts them</source>
        <translation>wo der Kernel sie hinsetzt</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>Pipe</translation>
    </message>
    <message>
        <source>Named pipe</source>
        <translation>Benannte Pipe</translation>
    </message>
    <message>
        <source>Message queue</source>
        <translation>POSIX-Queue</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Unix-Socket</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>Socket pair</source>
        <translation>Socketpaar</translation>
    </message>
    <message>
        <source>Datagrams</source>
        <translation>Datagramme</translation>
    </message>
    <message>
        <source>Seqpacket</source>
        <translation>Seqpacket</translation>
    </message>
    <message>
        <source>Shared memory</source>
        <translation>Shared Memory</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>Signale</translation>
    </message>
    <message>
        <source>Mapped file</source>
        <translation>Datei-Mapping</translation>
    </message>
    <message>
        <source>Round trips in a turn</source>
        <translation>Hin und zurück, je Zug</translation>
    </message>
    <message>
        <source>Messages one way in a turn</source>
        <translation>Nachrichten hin, je Zug</translation>
    </message>
    <message>
        <source>Every other two rounds with events</source>
        <translation>Je zwei Runden mit und ohne Ereignisse</translation>
    </message>
    <message>
        <source>All sizes in turn</source>
        <translation>Alle Größen reihum</translation>
    </message>
    <message>
        <source>Count again from here</source>
        <translation>Ab hier neu zählen</translation>
    </message>
    <message>
        <source>Drawn by message</source>
        <translation>Nach Nachrichten gezeichnet</translation>
    </message>
    <message>
        <source>Times of one way</source>
        <translation>Zeiten eines Wegs</translation>
    </message>
    <message>
        <source>On which processors</source>
        <translation>Auf welchen Prozessoren</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::BookmarkBar</name>
    <message>
        <source>Name of the bookmark</source>
        <translation>Name des Lesezeichens</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Enter: keep   Esc: close</source>
        <translation>Eingabe: behalten   Esc: schließen</translation>
    </message>
    <message>
        <source>Bookmark at %1</source>
        <translation>Lesezeichen bei %1</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::FilmForm</name>
    <message>
        <source>Video, MP4 (H.264)</source>
        <translation>Video, MP4 (H.264)</translation>
    </message>
    <message>
        <source>Video, WebM (VP9)</source>
        <translation>Video, WebM (VP9)</translation>
    </message>
    <message>
        <source>Animation, GIF</source>
        <translation>Animation, GIF</translation>
    </message>
    <message>
        <source>Animation, APNG</source>
        <translation>Animation, APNG</translation>
    </message>
    <message>
        <source>Web page that plays it</source>
        <translation>Webseite, die es abspielt</translation>
    </message>
    <message>
        <source>Images, one a frame</source>
        <translation>Bilder, eins je Frame</translation>
    </message>
    <message>
        <source>This moment, PDF</source>
        <translation>Dieser Moment, PDF</translation>
    </message>
    <message>
        <source>This moment, SVG</source>
        <translation>Dieser Moment, SVG</translation>
    </message>
    <message>
        <source>This moment, PNG</source>
        <translation>Dieser Moment, PNG</translation>
    </message>
    <message>
        <source>As in the window</source>
        <translation>Wie im Fenster</translation>
    </message>
    <message>
        <source>Follow the action</source>
        <translation>Der Handlung folgen</translation>
    </message>
    <message>
        <source>Real time</source>
        <translation>Echtzeit</translation>
    </message>
    <message>
        <source>Real time, idle shortened</source>
        <translation>Echtzeit, Leerlauf gekürzt</translation>
    </message>
    <message>
        <source>10 times slower</source>
        <translation>10-mal langsamer</translation>
    </message>
    <message>
        <source>100 times slower</source>
        <translation>100-mal langsamer</translation>
    </message>
    <message>
        <source>1,000 times slower</source>
        <translation>1.000-mal langsamer</translation>
    </message>
    <message>
        <source>10,000 times slower</source>
        <translation>10.000-mal langsamer</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Timeline, PDF</source>
        <translation>Zeitleiste, PDF</translation>
    </message>
    <message>
        <source>Timeline, SVG</source>
        <translation>Zeitleiste, SVG</translation>
    </message>
    <message>
        <source>Strip of steps, PDF</source>
        <translation>Schritte nebeneinander, PDF</translation>
    </message>
    <message>
        <source>Strip of steps, SVG</source>
        <translation>Schritte nebeneinander, SVG</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::FindBar</name>
    <message>
        <source>blocked, full, error, writer, m23 …</source>
        <translation>blockiert, voll, Fehler, Schreiber, m23 …</translation>
    </message>
    <message>
        <source>Find a moment</source>
        <translation>Einen Moment suchen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Enter: next   Shift+Enter: previous   Esc: close</source>
        <translation>Eingabe: weiter   Umsch+Eingabe: zurück   Esc: schließen</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::HelpOverlay</name>
    <message>
        <source>Keys and colours</source>
        <translation>Tasten und Farben</translation>
    </message>
    <message>
        <source>as the scheduler: let this process go</source>
        <translation>als Scheduler: Prozess freilassen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Colours and patterns</source>
        <translation>Farben und Muster</translation>
    </message>
    <message>
        <source>Presenting</source>
        <translation>Vorführen</translation>
    </message>
    <message>
        <source>In this lesson</source>
        <translation>In dieser Lektion</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::Inspector</name>
    <message>
        <source>Who waits for whom</source>
        <translation>Wer auf wen wartet</translation>
    </message>
    <message>
        <source>The line that ran</source>
        <translation>Die Zeile, die lief</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Regler</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::LessonLink</name>
    <message>
        <source>Opens the lesson “%1”</source>
        <translation>Öffnet die Lektion „%1“</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::LessonMenu</name>
    <message>
        <source>Start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Open trace or playlist…</source>
        <translation>Aufzeichnung oder Abspielliste öffnen…</translation>
    </message>
    <message>
        <source>Save trace as…</source>
        <translation>Aufzeichnung sichern unter…</translation>
    </message>
    <message>
        <source>Film or figure…</source>
        <translation>Film oder Bild…</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Predict first</source>
        <translation>Erst vorhersagen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Bookmark this moment</source>
        <translation>Lesezeichen für diesen Moment</translation>
    </message>
    <message>
        <source>%1 s  %2</source>
        <translation>%1 s  %2</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::LetGoButton</name>
    <message>
        <source>Let go</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Let %1 go</source>
        <translation>%1 freilassen</translation>
    </message>
    <message>
        <source>It is not at its gate: there is nothing to let go.</source>
        <translation>Der Prozess steht nicht am Tor: nichts ist freizulassen.</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::MainWindow</name>
    <message>
        <source>Sluice</source>
        <translation>Sluice</translation>
    </message>
    <message>
        <source>%1 – Sluice</source>
        <translation>%1 – Sluice</translation>
    </message>
    <message>
        <source>Save interleaving</source>
        <translation>Verschränkung sichern</translation>
    </message>
    <message>
        <source>Interleavings (*.json)</source>
        <translation>Verschränkungen (*.json)</translation>
    </message>
    <message>
        <source>Run an interleaving</source>
        <translation>Eine Verschränkung starten</translation>
    </message>
    <message>
        <source>Save trace</source>
        <translation>Aufzeichnung sichern</translation>
    </message>
    <message>
        <source>Traces (*.sluice)</source>
        <translation>Aufzeichnungen (*.sluice)</translation>
    </message>
    <message>
        <source>Open a trace or a playlist</source>
        <translation>Aufzeichnung oder Abspielliste öffnen</translation>
    </message>
    <message>
        <source>Traces and playlists (*.sluice *%1)</source>
        <translation>Aufzeichnungen und Abspiellisten (*.sluice *%1)</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::NoticePanel</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::NowPanel</name>
    <message>
        <source>Who can wake it</source>
        <translation>Wer ihn wecken kann</translation>
    </message>
    <message>
        <source>for %1 real time</source>
        <translation>für %1 Echtzeit</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::NumbersPanel</name>
    <message>
        <source>half within %1</source>
        <translation>die Hälfte binnen %1</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::Presenter</name>
    <message>
        <source>Blank screen</source>
        <translation>Leerer Bildschirm</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::QuestionPanel</name>
    <message>
        <source>Skip  Esc</source>
        <translation>Überspringen  Esc</translation>
    </message>
    <message>
        <source> hands</source>
        <translation> Hände</translation>
    </message>
    <message>
        <source>hands up</source>
        <translation>Hände hoch</translation>
    </message>
    <message>
        <source>Hands for %1</source>
        <translation>Hände für %1</translation>
    </message>
    <message>
        <source>How many think so. Shift+%1 counts one more.</source>
        <translation>Wie viele das meinen. Umsch+%1 zählt eine mehr.</translation>
    </message>
    <message>
        <source>See what happens  ⏎</source>
        <translation>Sehen, was geschieht  ⏎</translation>
    </message>
    <message>
        <source>Go on  ⏎</source>
        <translation>Weiter  ⏎</translation>
    </message>
    <message>
        <source>Predict first. The picture stands still; nobody has seen what comes next.</source>
        <translation>Erst vorhersagen. Niemand hat gesehen, was kommt.</translation>
    </message>
    <message>
        <source>The run ended before this was decided.</source>
        <translation>Der Lauf endete, bevor das entschieden war.</translation>
    </message>
    <message>
        <source>The run goes on: watch.</source>
        <translation>Der Lauf geht weiter: sehen Sie hin.</translation>
    </message>
    <message>
        <source>%1 is what happened, %2 later.</source>
        <translation>%1 ist geschehen, %2 später.</translation>
    </message>
    <message>
        <source>%1 of %2 hands were right.</source>
        <translation>%1 von %2 Händen hatten recht.</translation>
    </message>
    <message>
        <source>You were right.</source>
        <translation>Sie hatten recht.</translation>
    </message>
    <message>
        <source>You chose %1.</source>
        <translation>Sie wählten %1.</translation>
    </message>
    <message>
        <source> hand</source>
        <translation> Hand</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::RecordDialog</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>Film or figure</source>
        <translation>Film oder Bild</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Moment of the preview</source>
        <translation>Moment der Vorschau</translation>
    </message>
    <message>
        <source>From, in seconds of the run</source>
        <translation>Von, in Sekunden des Laufs</translation>
    </message>
    <message>
        <source>To, in seconds of the run</source>
        <translation>Bis, in Sekunden des Laufs</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Ganzer Lauf</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>s   to</source>
        <translation>s   bis</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Save film…</source>
        <translation>Film sichern…</translation>
    </message>
    <message>
        <source>Save figure…</source>
        <translation>Bild sichern…</translation>
    </message>
    <message>
        <source>From and to are seconds of the run, and to is later than from.</source>
        <translation>Von und bis sind Sekunden des Laufs, und bis ist später als von.</translation>
    </message>
    <message>
        <source>The moment of the preview, as a figure.</source>
        <translation>Der Moment der Vorschau, als Bild.</translation>
    </message>
    <message>
        <source>%1 long, %2 frames.</source>
        <translation>%1 lang, %2 Bilder.</translation>
    </message>
    <message>
        <source>frame %1 · real time %2</source>
        <translation>Bild %1 · Echtzeit %2</translation>
    </message>
    <message>
        <source>film</source>
        <translation>Film</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gesichert: %1</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gesichert als %1.</translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation> · noch %1</translation>
    </message>
    <message>
        <source>%1 of %2 frames%3</source>
        <translation>%1 von %2 Bildern%3</translation>
    </message>
    <message>
        <source>Cancelled: nothing was saved.</source>
        <translation>Abgebrochen: nichts wurde gesichert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The timeline from the one moment to the other, as a figure.</source>
        <translation>Die Zeitleiste von dem einen Moment bis zum anderen, als Bild.</translation>
    </message>
    <message>
        <source>Where each step of the lesson begins, beside each other.</source>
        <translation>Der Anfang jedes Schritts der Lektion, nebeneinander.</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::RunController</name>
    <message>
        <source>nothing is shown</source>
        <translation>nichts ist zu sehen</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not known</source>
        <translation>„%1“ ist unbekannt</translation>
    </message>
    <message>
        <source>none after this</source>
        <translation>keiner danach</translation>
    </message>
    <message>
        <source>none before this</source>
        <translation>keiner davor</translation>
    </message>
    <message>
        <source>%1 · PREDICT</source>
        <translation>%1 · VORHERSAGEN</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::ScheduleBar</name>
    <message>
        <source>You are the scheduler</source>
        <translation>Sie sind der Scheduler</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Run again, and take the same steps by itself</source>
        <translation>Noch einmal starten und dieselben Schritte von selbst tun</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Sichern…</translation>
    </message>
    <message>
        <source>Save this interleaving</source>
        <translation>Diese Verschränkung sichern</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Run a saved interleaving</source>
        <translation>Eine gesicherte Verschränkung starten</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Let all run freely again</source>
        <translation>Alle wieder frei laufen lassen</translation>
    </message>
    <message>
        <source>It went another way.</source>
        <translation>Es ging anders weiter.</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::Spotlight</name>
    <message>
        <source>Spotlight</source>
        <translation>Spotlicht</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::StageSwitch</name>
    <message>
        <source>Two are the fewest to compare</source>
        <translation>Weniger als zwei lassen sich nicht vergleichen</translation>
    </message>
    <message>
        <source>No more than eight have room beside each other</source>
        <translation>Mehr als acht haben nebeneinander keinen Platz</translation>
    </message>
    <message>
        <source>Takes part: a click leaves it out</source>
        <translation>Nimmt teil: ein Klick lässt ihn weg</translation>
    </message>
    <message>
        <source>Does not take part: a click adds it</source>
        <translation>Nimmt nicht teil: ein Klick nimmt ihn dazu</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::StageView</name>
    <message>
        <source>Stage</source>
        <translation>Bühne</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::StartPage</name>
    <message>
        <source>Last opened</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>See inter-process communication: real processes, measured and drawn as they run.</source>
        <translation>Interprozesskommunikation sehen: echte Prozesse, gemessen und gezeichnet, während sie laufen.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Open a trace or a playlist</source>
        <translation>Aufzeichnung oder Abspielliste öffnen</translation>
    </message>
    <message>
        <source>Dark or light</source>
        <translation>Dunkel oder hell</translation>
    </message>
    <message>
        <source>Keys and colours</source>
        <translation>Tasten und Farben</translation>
    </message>
    <message>
        <source>Search: a title, a mechanism, a system call such as mq_send</source>
        <translation>Suche: ein Titel, ein Mechanismus, ein Systemaufruf wie mq_send</translation>
    </message>
    <message>
        <source>Search the lessons</source>
        <translation>Die Lektionen durchsuchen</translation>
    </message>
    <message>
        <source>Go to: %1</source>
        <translation>Gehe zu: %1</translation>
    </message>
    <message>
        <source>A trace in %1</source>
        <translation>Eine Aufzeichnung in %1</translation>
    </message>
    <message>
        <source>A playlist in %1</source>
        <translation>Eine Abspielliste in %1</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>Zurück  Esc</translation>
    </message>
    <message>
        <source>Back to: %1</source>
        <translation>Zurück zu: %1</translation>
    </message>
    <message>
        <source>%1 lessons</source>
        <translation>%1 Lektionen</translation>
    </message>
    <message>
        <source>%1 found · Enter opens the first</source>
        <translation>%1 gefunden · Eingabe öffnet die erste</translation>
    </message>
    <message>
        <source>No lesson has all these words. Esc shows all of them again.</source>
        <translation>Keine Lektion hat alle diese Wörter. Esc zeigt wieder alle.</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>nichts gefunden</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::TopBar</name>
    <message>
        <source>Lessons and files</source>
        <translation>Lektionen und Dateien</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Record a film, or save a figure</source>
        <translation>Einen Film aufnehmen oder ein Bild sichern</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>Den Lauf beenden</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Neustart</translation>
    </message>
    <message>
        <source>Scheduler</source>
        <translation>Scheduler</translation>
    </message>
    <message>
        <source>You are the scheduler: hold all, let one go</source>
        <translation>Sie sind der Scheduler: alle anhalten, einen freilassen</translation>
    </message>
    <message>
        <source>Dark or light</source>
        <translation>Dunkel oder hell</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>Present  F5</source>
        <translation>Vorführen  F5</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Vorführen</translation>
    </message>
    <message>
        <source>Keys and colours</source>
        <translation>Tasten und Farben</translation>
    </message>
    <message>
        <source>Only processes that run can be held: this has happened already</source>
        <translation>Nur laufende Prozesse lassen sich anhalten: dies ist schon geschehen</translation>
    </message>
    <message>
        <source>Recording %1 s</source>
        <translation>Aufnahme %1 s</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::TransportBar</name>
    <message>
        <source>next block</source>
        <translation>zur Blockade</translation>
    </message>
    <message>
        <source>next wake-up</source>
        <translation>zum Wecken</translation>
    </message>
    <message>
        <source>next signal</source>
        <translation>zum Signal</translation>
    </message>
    <message>
        <source>Back to what happens now (%1)</source>
        <translation>Zurück zu dem, was jetzt geschieht (%1)</translation>
    </message>
    <message>
        <source>real time</source>
        <translation>Echtzeit</translation>
    </message>
    <message>
        <source>1 s on screen shows</source>
        <translation>1 s am Schirm zeigt</translation>
    </message>
    <message>
        <source>One event back</source>
        <translation>Ein Ereignis zurück</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>One event forward</source>
        <translation>Ein Ereignis vor</translation>
    </message>
    <message>
        <source>All at one speed</source>
        <translation>Alles gleich schnell</translation>
    </message>
    <message>
        <source>Shorten idle stretches</source>
        <translation>Leerlauf kürzen</translation>
    </message>
    <message>
        <source>Follow the action</source>
        <translation>Der Handlung folgen</translation>
    </message>
    <message>
        <source>How time passes on the screen</source>
        <translation>Wie die Zeit am Bildschirm vergeht</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>schneller</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>action</source>
        <translation>Handlung</translation>
    </message>
    <message>
        <source>no idle</source>
        <translation>gekürzt</translation>
    </message>
    <message>
        <source>even</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>Pace: %1</source>
        <translation>Gang: %1</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::TryPanel</name>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
</context>
<context>
    <name>sluice::widgets::WhyBeside</name>
    <message>
        <source>Who waits for whom</source>
        <translation>Wer auf wen wartet</translation>
    </message>
</context>
<context>
    <name>states</name>
    <message>
        <source>absent</source>
        <translation>fehlt noch</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
</context>
<context>
    <name>table</name>
    <message>
        <source>simple, and a full one slows its writer down</source>
        <translation>einfach, und eine volle bremst den Schreiber</translation>
    </message>
    <message>
        <source>bytes without boundaries, one way</source>
        <translation>Bytes ohne Grenzen, in eine Richtung</translation>
    </message>
    <message>
        <source>has a name: strangers find each other</source>
        <translation>hat einen Namen: Fremde finden sich</translation>
    </message>
    <message>
        <source>readers take from one another</source>
        <translation>Leser nehmen einander etwas weg</translation>
    </message>
    <message>
        <source>keeps boundaries, what is urgent comes first</source>
        <translation>wahrt Grenzen, Dringendes kommt zuerst</translation>
    </message>
    <message>
        <source>a handful of messages, and small ones</source>
        <translation>wenige Nachrichten, und kleine</translation>
    </message>
    <message>
        <source>both ways, and passes descriptors on</source>
        <translation>beide Wege, reicht auch Deskriptoren</translation>
    </message>
    <message>
        <source>reaches no other machine</source>
        <translation>reicht zu keiner anderen Maschine</translation>
    </message>
    <message>
        <source>the same code from machine to machine</source>
        <translation>derselbe Code von Maschine zu Maschine</translation>
    </message>
    <message>
        <source>all of the network stack lies in between</source>
        <translation>der ganze Netzwerkstapel liegt dazwischen</translation>
    </message>
    <message>
        <source>boundaries, to whom it may concern</source>
        <translation>wahrt Grenzen, ohne Verbindung</translation>
    </message>
    <message>
        <source>nobody hears that the other end has gone</source>
        <translation>niemand erfährt, dass der andere fort ist</translation>
    </message>
    <message>
        <source>boundaries and a connection in one</source>
        <translation>Grenzen und Verbindung in einem</translation>
    </message>
    <message>
        <source>what does not fit a buffer is cut off</source>
        <translation>was nicht in den Puffer passt, fällt weg</translation>
    </message>
    <message>
        <source>made in one call, before fork(2)</source>
        <translation>ein Aufruf macht es, vor fork(2)</translation>
    </message>
    <message>
        <source>only for relatives</source>
        <translation>nur für Verwandte</translation>
    </message>
    <message>
        <source>no copy into the kernel, and seldom a call</source>
        <translation>keine Kopie in den Kernel, kaum ein Aufruf</translation>
    </message>
    <message>
        <source>who keeps the order? Updates get lost</source>
        <translation>wer ordnet? Änderungen gehen verloren</translation>
    </message>
    <message>
        <source>stays when its processes have ended</source>
        <translation>bleibt, wenn die Prozesse enden</translation>
    </message>
    <message>
        <source>reaches the disk late: msync(2)</source>
        <translation>kommt spät auf die Platte: msync(2)</translation>
    </message>
    <message>
        <source>cuts in, whatever the other one does</source>
        <translation>unterbricht, was der andere auch tut</translation>
    </message>
    <message>
        <source>carries one word, and like ones merge</source>
        <translation>trägt ein Wort, und gleiche verschmelzen</translation>
    </message>
</context>
<context>
    <name>widgets</name>
    <message>
        <source>handlers entered</source>
        <translation>Handler begonnen</translation>
    </message>
    <message>
        <source>merged into one that was pending</source>
        <translation>mit einem anstehenden verschmolzen</translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>calls that returned EINTR</source>
        <translation>Aufrufe mit EINTR</translation>
    </message>
    <message>
        <source>records found torn</source>
        <translation>Datensätze zerrissen gefunden</translation>
    </message>
    <message>
        <source>%1 to its handler, half within</source>
        <translation>%1 bis zum Handler, die Hälfte binnen</translation>
    </message>
    <message>
        <source>%1, the slowest of %2</source>
        <translation>%1, das langsamste von %2</translation>
    </message>
    <message>
        <source>system calls before execve()</source>
        <translation>Systemaufrufe vor execve()</translation>
    </message>
    <message>
        <source>system calls</source>
        <translation>Systemaufrufe</translation>
    </message>
    <message>
        <source>bytes written</source>
        <translation>geschriebene Bytes</translation>
    </message>
    <message>
        <source>messages sent</source>
        <translation>gesendete Nachrichten</translation>
    </message>
    <message>
        <source>messages received</source>
        <translation>empfangene Nachrichten</translation>
    </message>
    <message>
        <source>events lost</source>
        <translation>verlorene Ereignisse</translation>
    </message>
    <message>
        <source>timed accesses</source>
        <translation>gemessene Zugriffe</translation>
    </message>
    <message>
        <source>of those transfers</source>
        <translation>davon Transfers</translation>
    </message>
    <message>
        <source>interrupted, so not judged</source>
        <translation>unterbrochen, nicht beurteilt</translation>
    </message>
    <message>
        <source>transfers proven by value</source>
        <translation>Transfers, durch Werte bewiesen</translation>
    </message>
    <message>
        <source>of those found by time</source>
        <translation>davon durch Zeit gefunden</translation>
    </message>
    <message>
        <source>wrongly taken for one</source>
        <translation>irrtümlich dafür gehalten</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>an addition, same line</source>
        <translation>eine Addition, gleiche Zeile</translation>
    </message>
    <message>
        <source>an addition, padded</source>
        <translation>eine Addition, getrennt</translation>
    </message>
    <message>
        <source>both ran at once</source>
        <translation>beide liefen zugleich</translation>
    </message>
    <message>
        <source>involuntary switches</source>
        <translation>unfreiwillige Wechsel</translation>
    </message>
    <message>
        <source>additions made</source>
        <translation>Additionen gemacht</translation>
    </message>
    <message>
        <source>the counter holds</source>
        <translation>der Zähler steht auf</translation>
    </message>
    <message>
        <source>updates lost</source>
        <translation>verlorene Additionen</translation>
    </message>
    <message>
        <source>messages in</source>
        <translation>Nachrichten hinein</translation>
    </message>
    <message>
        <source>messages out</source>
        <translation>Nachrichten hinaus</translation>
    </message>
    <message>
        <source>a load, near node</source>
        <translation>ein Laden, naher Knoten</translation>
    </message>
    <message>
        <source>a load, far node</source>
        <translation>ein Laden, ferner Knoten</translation>
    </message>
    <message>
        <source>mappings</source>
        <translation>Abbildungen</translation>
    </message>
    <message>
        <source>pending now</source>
        <translation>jetzt anstehend</translation>
    </message>
    <message>
        <source>most pending so far</source>
        <translation>höchstens anstehend bisher</translation>
    </message>
    <message>
        <source>inside now</source>
        <translation>jetzt darin</translation>
    </message>
    <message>
        <source>inside, when last asked</source>
        <translation>darin, bei der letzten Frage</translation>
    </message>
    <message>
        <source>most inside so far</source>
        <translation>höchstens darin bisher</translation>
    </message>
    <message>
        <source>capacity</source>
        <translation>Kapazität</translation>
    </message>
    <message>
        <source>bytes in</source>
        <translation>Bytes hinein</translation>
    </message>
    <message>
        <source>bytes out</source>
        <translation>Bytes hinaus</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 Nachrichten/s</translation>
    </message>
    <message>
        <source>open write ends</source>
        <translation>offene Schreibenden</translation>
    </message>
    <message>
        <source>open read ends</source>
        <translation>offene Leseenden</translation>
    </message>
    <message>
        <source>wrong bytes read</source>
        <translation>falsche Bytes gelesen</translation>
    </message>
    <message>
        <source>half arrived within</source>
        <translation>die Hälfte kam an binnen</translation>
    </message>
    <message>
        <source>95 % within</source>
        <translation>95 % binnen</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % binnen</translation>
    </message>
    <message>
        <source>the slowest took</source>
        <translation>die langsamste brauchte</translation>
    </message>
    <message>
        <source>From sending to handler</source>
        <translation>Vom Senden bis zum Handler</translation>
    </message>
    <message>
        <source>From write() to read()</source>
        <translation>Von write() bis read()</translation>
    </message>
    <message>
        <source>probe: an instrumented worker reported it</source>
        <translation>Sonde: ein instrumentierter Prozess hat es gemeldet</translation>
    </message>
    <message>
        <source>kernel: read from the kernel</source>
        <translation>Kernel: aus dem Kernel gelesen</translation>
    </message>
    <message>
        <source>derived: follows from probe and kernel</source>
        <translation>gefolgert: ergibt sich aus Sonde und Kernel</translation>
    </message>
    <message>
        <source>model: cannot be measured here</source>
        <translation>Modell: kann hier nicht gemessen werden</translation>
    </message>
    <message>
        <source>By itself: step %1 of %2</source>
        <translation>Von selbst: Schritt %1 von %2</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>run here %1</source>
        <translation>hier gelaufen am %1</translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <translation>d. MMM HH:mm</translation>
    </message>
    <message>
        <source>not run here yet</source>
        <translation>hier noch nicht gelaufen</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>so schnell wie möglich</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>endless</source>
        <translation>endlos</translation>
    </message>
    <message>
        <source>No run</source>
        <translation>Kein Lauf</translation>
    </message>
    <message>
        <source>Run ended</source>
        <translation>Lauf beendet</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>%1 s behind live ›</source>
        <translation>%1 s hinter live ›</translation>
    </message>
    <message>
        <source>The processes of this lesson could not be started.</source>
        <translation>Die Prozesse dieser Lektion konnten nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Install Sluice again, or start it from its build folder.</source>
        <translation>Installieren Sie Sluice neu, oder starten Sie es aus dem Ordner, in dem es gebaut wurde.</translation>
    </message>
    <message>
        <source>Close other programs that run many processes, then press Run again.</source>
        <translation>Schließen Sie Programme mit vielen Prozessen, dann drücken Sie „Neustart“.</translation>
    </message>
    <message>
        <source>The run cannot be kept, so it was not started.</source>
        <translation>Der Lauf kann nicht aufbewahrt werden, darum wurde er nicht gestartet.</translation>
    </message>
    <message>
        <source>Make the folder writable, or set XDG_CACHE_HOME to one that is. Then press Run again.</source>
        <translation>Machen Sie den Ordner beschreibbar, oder setzen Sie XDG_CACHE_HOME auf einen solchen. Dann drücken Sie „Neustart“.</translation>
    </message>
    <message>
        <source>%1 cannot be shown.</source>
        <translation>%1 kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>Choose a trace that Sluice has written; its name ends in .sluice.</source>
        <translation>Wählen Sie eine Aufzeichnung, die Sluice geschrieben hat; ihr Name endet auf .sluice.</translation>
    </message>
    <message>
        <source>The playlist %1 cannot be played.</source>
        <translation>Die Abspielliste %1 kann nicht gespielt werden.</translation>
    </message>
    <message>
        <source>A playlist is JSON: {&quot;lessons&quot;: [{&quot;lesson&quot;: &quot;pipe.broken&quot;, &quot;stop_at&quot;: [2]}]}. `sluice list` shows the lessons.</source>
        <translation>Eine Abspielliste ist JSON: {&quot;lessons&quot;: [{&quot;lesson&quot;: &quot;pipe.broken&quot;, &quot;stop_at&quot;: [2]}]}. `sluice list` zeigt die Lektionen.</translation>
    </message>
    <message>
        <source>%1 was not saved.</source>
        <translation>%1 wurde nicht gesichert.</translation>
    </message>
    <message>
        <source>Save it in another folder. The run is still here.</source>
        <translation>Sichern Sie in einen anderen Ordner. Der Lauf ist noch da.</translation>
    </message>
    <message>
        <source>The change was not made.</source>
        <translation>Die Änderung wurde nicht gemacht.</translation>
    </message>
    <message>
        <source>The run goes on as before.</source>
        <translation>Der Lauf geht weiter wie bisher.</translation>
    </message>
    <message>
        <source>%1 cannot be run.</source>
        <translation>%1 kann nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Choose an interleaving that Sluice has saved. The run that is shown goes on.</source>
        <translation>Wählen Sie eine Verschränkung, die Sluice gesichert hat. Der gezeigte Lauf geht weiter.</translation>
    </message>
    <message>
        <source>There is nobody to hold.</source>
        <translation>Es ist niemand anzuhalten.</translation>
    </message>
    <message>
        <source>This is a replay, or a run that has ended: what is drawn has happened.</source>
        <translation>Dies ist eine Wiedergabe oder ein beendeter Lauf: was gezeichnet ist, ist geschehen.</translation>
    </message>
    <message>
        <source>Press Run again, or choose a lesson: its processes can be held.</source>
        <translation>Drücken Sie „Neustart“, oder wählen Sie eine Lektion: ihre Prozesse lassen sich anhalten.</translation>
    </message>
    <message>
        <source>No interleaving has been chosen yet.</source>
        <translation>Noch wurde keine Verschränkung gewählt.</translation>
    </message>
    <message>
        <source>It is the order in which you let the processes go.</source>
        <translation>Sie ist die Reihenfolge, in der Sie die Prozesse gehen lassen.</translation>
    </message>
    <message>
        <source>Press F6 while a lesson runs, then let them go one by one.</source>
        <translation>Drücken Sie F6, während eine Lektion läuft, und lassen Sie die Prozesse einzeln gehen.</translation>
    </message>
    <message>
        <source>The bookmarks could not be written beside the trace.</source>
        <translation>Die Lesezeichen konnten nicht neben die Aufzeichnung geschrieben werden.</translation>
    </message>
    <message>
        <source>They stay while this trace is shown. Save the trace in a folder that can be written.</source>
        <translation>Sie bleiben, solange diese Aufzeichnung gezeigt wird. Sichern Sie sie in einen beschreibbaren Ordner.</translation>
    </message>
    <message>
        <source>The bookmarks of this trace cannot be read.</source>
        <translation>Die Lesezeichen dieser Aufzeichnung können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Mend or remove that file. New bookmarks stay only while this trace is shown.</source>
        <translation>Reparieren oder entfernen Sie die Datei. Neue Lesezeichen bleiben nur, solange diese Aufzeichnung gezeigt wird.</translation>
    </message>
    <message>
        <source>The recording ended early.</source>
        <translation>Die Aufnahme endete vorzeitig.</translation>
    </message>
    <message>
        <source>All up to here is kept. Free some space, then press Run again.</source>
        <translation>Alles bis hierher ist bewahrt. Schaffen Sie Platz, dann drücken Sie „Neustart“.</translation>
    </message>
    <message>
        <source>The end of this trace is missing.</source>
        <translation>Das Ende dieser Aufzeichnung fehlt.</translation>
    </message>
    <message>
        <source>From byte %1 on, the file cannot be read: it was cut off.</source>
        <translation>Ab Byte %1 ist die Datei nicht lesbar: sie wurde abgeschnitten.</translation>
    </message>
    <message>
        <source>All before that is shown.</source>
        <translation>Alles davor wird gezeigt.</translation>
    </message>
    <message>
        <source>A part of this trace is damaged.</source>
        <translation>Ein Teil dieser Aufzeichnung ist beschädigt.</translation>
    </message>
    <message>
        <source>The block of events at byte %1 is not what was written there.</source>
        <translation>Der Ereignisblock bei Byte %1 ist nicht der, der dort geschrieben wurde.</translation>
    </message>
    <message>
        <source>Moments behind it show the state before it, up to the next stored state. Copy the file again.</source>
        <translation>Momente dahinter zeigen den Zustand davor, bis zum nächsten gespeicherten Zustand. Kopieren Sie die Datei neu.</translation>
    </message>
    <message>
        <source>%1 OF %2</source>
        <translation>%1 VON %2</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>%1, one way</source>
        <translation>%1, ein Weg</translation>
    </message>
    <message>
        <source>%1, and back</source>
        <translation>%1, und zurück</translation>
    </message>
    <message>
        <source>%1, 99 % within</source>
        <translation>%1, 99 % in</translation>
    </message>
    <message>
        <source>%1, %2 one way</source>
        <translation>%1, %2 in eine Richtung</translation>
    </message>
    <message>
        <source>taken by read()</source>
        <translation>mit read() geholt</translation>
    </message>
    <message>
        <source>%1 to its read(), half within</source>
        <translation>%1 bis zu read(), die Hälfte binnen</translation>
    </message>
    <message>
        <source>You choose every step. Who goes first?</source>
        <translation>Jeder Schritt wird gewählt. Wer geht zuerst?</translation>
    </message>
</context>
</TS>
