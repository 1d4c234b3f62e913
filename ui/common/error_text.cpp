// SPDX-License-Identifier: Apache-2.0
#include "ui/common/error_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>

namespace hotswap::ui {

namespace {

/// Words for one code. In `sentence`, %1 stands for the particulars in brackets, with a space before, or
/// nothing.
struct Words {
    ErrorCode code;
    const char* sentence;
    const char* step;
};

constexpr std::array kWords{
    Words{ErrorCode::InvalidArgument,
          QT_TRANSLATE_NOOP("ErrorText", "Something entered is not right%1; correct it and try again."),
          QT_TRANSLATE_NOOP("ErrorText", "Correct the fields named and try again.")},
    Words{ErrorCode::NotFound,
          QT_TRANSLATE_NOOP("ErrorText", "This does not exist, or you may not see it%1; check the name."),
          QT_TRANSLATE_NOOP("ErrorText", "Check the name.")},
    Words{ErrorCode::AlreadyExists,
          QT_TRANSLATE_NOOP("ErrorText", "This exists already%1; choose another name or use what is there."),
          QT_TRANSLATE_NOOP("ErrorText", "Choose another name or use what is there.")},
    Words{ErrorCode::Unauthenticated,
          QT_TRANSLATE_NOOP("ErrorText", "You are not signed in%1; sign in and try again."),
          QT_TRANSLATE_NOOP("ErrorText", "Sign in and try again.")},
    Words{
        ErrorCode::PermissionDenied,
        QT_TRANSLATE_NOOP("ErrorText", "You may not do this%1; ask somebody with the needed role or rights."),
        QT_TRANSLATE_NOOP("ErrorText", "Ask somebody with the needed role or rights.")},
    Words{ErrorCode::FourEyes,
          QT_TRANSLATE_NOOP("ErrorText", "You cannot decide on your own request%1; ask another approver."),
          QT_TRANSLATE_NOOP("ErrorText", "Ask another approver.")},
    Words{ErrorCode::VersionConflict,
          QT_TRANSLATE_NOOP("ErrorText", "It has changed in the meantime%1; look at it again, then decide."),
          QT_TRANSLATE_NOOP("ErrorText", "Look at the present state, then decide again.")},
    Words{ErrorCode::KeyReused,
          QT_TRANSLATE_NOOP("ErrorText", "This request key was used for another request%1; use a new key."),
          QT_TRANSLATE_NOOP("ErrorText", "Use a new idempotency key.")},
    Words{ErrorCode::EpochStale,
          QT_TRANSLATE_NOOP("ErrorText", "Another program leads this rollout now%1; follow it from here."),
          QT_TRANSLATE_NOOP("ErrorText", "Nothing to do: the new leader carries on.")},
    Words{ErrorCode::LeaseHeld,
          QT_TRANSLATE_NOOP("ErrorText", "Another program holds the lease%1; wait until it gives it up."),
          QT_TRANSLATE_NOOP("ErrorText", "Wait until the lease is given up.")},
    Words{ErrorCode::TransitionRefused,
          QT_TRANSLATE_NOOP("ErrorText",
                            "This is not possible in the present state%1; choose an offered action."),
          QT_TRANSLATE_NOOP("ErrorText", "Choose one of the actions that are offered now.")},
    Words{
        ErrorCode::CapacityRefused,
        QT_TRANSLATE_NOOP("ErrorText",
                          "Too few nodes would be left serving%1; use smaller steps or wait for sick nodes."),
        QT_TRANSLATE_NOOP("ErrorText", "Use smaller steps, or wait until more nodes serve.")},
    Words{ErrorCode::LimitExceeded,
          QT_TRANSLATE_NOOP("ErrorText",
                            "A limit would be crossed%1; ask for less, or finish something first."),
          QT_TRANSLATE_NOOP("ErrorText", "Ask for less, or finish something first.")},
    Words{ErrorCode::QueueFull,
          QT_TRANSLATE_NOOP("ErrorText", "Too much is waiting already%1; try again later."),
          QT_TRANSLATE_NOOP("ErrorText", "Try again later.")},
    Words{ErrorCode::Frozen,
          QT_TRANSLATE_NOOP("ErrorText",
                            "A freeze window forbids this now%1; wait for its end or override it."),
          QT_TRANSLATE_NOOP("ErrorText", "Wait for the end of the freeze, or override it with a reason.")},
    Words{ErrorCode::Expired, QT_TRANSLATE_NOOP("ErrorText", "Its time has run out%1; make a new request."),
          QT_TRANSLATE_NOOP("ErrorText", "Make a new request.")},
    Words{ErrorCode::AlreadyDecided,
          QT_TRANSLATE_NOOP("ErrorText", "This was decided before%1; look at the decision."),
          QT_TRANSLATE_NOOP("ErrorText", "Look at the decision that was made.")},
    Words{ErrorCode::PlanChanged,
          QT_TRANSLATE_NOOP("ErrorText",
                            "The plan is no longer the one agreed to%1; read the new one and decide."),
          QT_TRANSLATE_NOOP("ErrorText", "Read the changed plan, then decide.")},
    Words{ErrorCode::SignatureMissing,
          QT_TRANSLATE_NOOP("ErrorText", "There is no signature%1; have it signed with a trusted key."),
          QT_TRANSLATE_NOOP("ErrorText", "Have it signed with a trusted key.")},
    Words{
        ErrorCode::SignatureInvalid,
        QT_TRANSLATE_NOOP("ErrorText",
                          "The signature does not match the content%1; get it again from where it was made."),
        QT_TRANSLATE_NOOP("ErrorText", "Do not use it; get it again from where it was made.")},
    Words{
        ErrorCode::KeyUntrusted,
        QT_TRANSLATE_NOOP(
            "ErrorText", "The signing key is not trusted here%1; use a trusted key, or have this one added."),
        QT_TRANSLATE_NOOP("ErrorText", "Use a trusted key, or have an administrator add this one.")},
    Words{ErrorCode::DigestMismatch,
          QT_TRANSLATE_NOOP("ErrorText", "The content is damaged or was altered%1; get it again."),
          QT_TRANSLATE_NOOP("ErrorText", "Get it again from where it was made.")},
    Words{
        ErrorCode::Malformed,
        QT_TRANSLATE_NOOP("ErrorText", "This is not in the expected form%1; check that it is the right one."),
        QT_TRANSLATE_NOOP("ErrorText", "Check that it is the right file or text.")},
    Words{ErrorCode::Truncated,
          QT_TRANSLATE_NOOP("ErrorText", "The content ends too early%1; copy or load it again in full."),
          QT_TRANSLATE_NOOP("ErrorText", "Copy or load it again in full.")},
    Words{ErrorCode::Oversize,
          QT_TRANSLATE_NOOP("ErrorText", "This is larger than allowed%1; make it smaller."),
          QT_TRANSLATE_NOOP("ErrorText", "Make it smaller.")},
    Words{ErrorCode::HostileArchive,
          QT_TRANSLATE_NOOP("ErrorText",
                            "The archive holds something that must not be unpacked%1; do not use it."),
          QT_TRANSLATE_NOOP("ErrorText", "Do not use this package; ask its author.")},
    Words{ErrorCode::ProtocolVersion,
          QT_TRANSLATE_NOOP("ErrorText", "The two sides speak different versions%1; update the older one."),
          QT_TRANSLATE_NOOP("ErrorText", "Update the older side.")},
    Words{ErrorCode::NeedsUnmet,
          QT_TRANSLATE_NOOP("ErrorText",
                            "A node lacks what the module needs%1; free resources or leave it out."),
          QT_TRANSLATE_NOOP("ErrorText", "Free resources on the node, or leave it out.")},
    Words{ErrorCode::Timeout,
          QT_TRANSLATE_NOOP("ErrorText", "It took too long and was stopped%1; try again."),
          QT_TRANSLATE_NOOP("ErrorText", "Try again; if it stays slow, look at the other side.")},
    Words{ErrorCode::Unavailable,
          QT_TRANSLATE_NOOP("ErrorText",
                            "The other side cannot be reached now%1; check that it runs, or try later."),
          QT_TRANSLATE_NOOP("ErrorText", "Check that the other side runs, or try later.")},
    Words{ErrorCode::OutcomeUnknown,
          QT_TRANSLATE_NOOP("ErrorText",
                            "The connection broke and it is not known whether this was done%1; look before "
                            "trying again."),
          QT_TRANSLATE_NOOP("ErrorText", "Look at the present state before trying again.")},
    Words{ErrorCode::IoError,
          QT_TRANSLATE_NOOP("ErrorText", "The operating system refused it%1; check the file or device."),
          QT_TRANSLATE_NOOP("ErrorText", "Check the file, socket or device named.")},
    Words{ErrorCode::NoSpace, QT_TRANSLATE_NOOP("ErrorText", "The disk is full%1; free space and try again."),
          QT_TRANSLATE_NOOP("ErrorText", "Free disk space and try again.")},
    Words{ErrorCode::Cancelled,
          QT_TRANSLATE_NOOP("ErrorText",
                            "This was given up on request%1; start it again if it is still wanted."),
          QT_TRANSLATE_NOOP("ErrorText", "Start it again if it is still wanted.")},
    Words{ErrorCode::InvariantViolated,
          QT_TRANSLATE_NOOP(
              "ErrorText",
              "The program found itself in an impossible state and stopped this part%1; restart it "
              "and report the log."),
          QT_TRANSLATE_NOOP("ErrorText", "Restart the program and report the log.")},
    Words{ErrorCode::Unsupported,
          QT_TRANSLATE_NOOP("ErrorText", "This is not possible here%1; choose another way."),
          QT_TRANSLATE_NOOP("ErrorText", "Choose another way.")},
    Words{ErrorCode::WrongRecipient,
          QT_TRANSLATE_NOOP("ErrorText", "This was meant for another node, tenant or environment%1; find out "
                                         "who sent it here."),
          QT_TRANSLATE_NOOP("ErrorText", "Find out who sent it here.")},
    Words{ErrorCode::QuorumMissing,
          QT_TRANSLATE_NOOP("ErrorText",
                            "Too few valid votes or signatures agree to this%1; have the missing "
                            "ones added."),
          QT_TRANSLATE_NOOP("ErrorText", "Have the missing votes or signatures added.")},
    Words{ErrorCode::MetadataStale,
          QT_TRANSLATE_NOOP("ErrorText", "Trust or release metadata has run out or is older than what is "
                                         "known%1; publish fresh metadata."),
          QT_TRANSLATE_NOOP("ErrorText", "Publish fresh metadata.")},
    Words{ErrorCode::NotListed,
          QT_TRANSLATE_NOOP("ErrorText", "The release metadata does not list this release%1; add it and "
                                         "publish the metadata."),
          QT_TRANSLATE_NOOP("ErrorText", "Add the release to the metadata and publish it.")},
    Words{ErrorCode::Internal,
          QT_TRANSLATE_NOOP("ErrorText", "Something unexpected went wrong%1; try again and report the log."),
          QT_TRANSLATE_NOOP("ErrorText", "Try again; if it happens again, report the log.")},
};

const Words& wordsOf(ErrorCode code) {
    for (const Words& words : kWords) {
        if (words.code == code) {
            return words;
        }
    }
    return kWords.back();
}

/// "name: expected what would be right", for each wrong field.
QStringList fieldTexts(const Error& error) {
    QStringList texts;
    for (const auto& [field, expected] : error.fields) {
        //: %1 name of an input field, %2 technical rule, for example 1..65535
        texts << QCoreApplication::translate("ErrorText", "%1: expected %2")
                     .arg(QString::fromStdString(field), QString::fromStdString(expected));
    }
    return texts;
}

} // namespace

QString errorText(const Error& error) {
    QStringList particulars = fieldTexts(error);
    // Libraries say it in several lines.
    const QString detail = QString::fromStdString(error.detail).simplified();
    const bool detailIsTheField = error.fields.size() == 1 && error.fields.begin()->first == error.detail;
    if (!detail.isEmpty() && !detailIsTheField) {
        particulars.prepend(detail);
    }
    // Not arg(): particulars may hold "%1" themselves.
    QString sentence = QCoreApplication::translate("ErrorText", wordsOf(error.code).sentence);
    //: %1 particulars of an error, put in brackets within a sentence
    const QString brackets = QCoreApplication::translate("ErrorText", " (%1)");
    QString inserted;
    if (!particulars.isEmpty()) {
        inserted = brackets;
        inserted.replace(QLatin1String("%1"),
                         particulars.join(QCoreApplication::translate("ErrorText", "; ")));
    }
    return sentence.replace(QLatin1String("%1"), inserted);
}

QString nextStep(ErrorCode code) {
    return QCoreApplication::translate("ErrorText", wordsOf(code).step);
}

} // namespace hotswap::ui
