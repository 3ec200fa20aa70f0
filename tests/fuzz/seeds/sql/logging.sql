-- MariaDB dump 10.19
-- Host: db    Database: eswiki
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `logging`;
CREATE TABLE `logging` (
  `log_id` int(10) unsigned NOT NULL,
  `log_type` varbinary(32) DEFAULT '',
  `log_action` varbinary(32),
  `log_timestamp` binary(14),
  `log_namespace` int(11),
  `log_title` varbinary(255),
  `log_params` blob,
  `log_deleted` tinyint(3),
  PRIMARY KEY (`log_id`)
);
INSERT INTO `logging` VALUES (1,'newusers','create','20140101000000',2,'Ana_O\'Neil','a:1:{s:9:\"4::userid\";i:5;}',0),(2,'move','move','20140101000000',0,'X',_binary 'y',0),(3,'newusers','byemail',NULL,2,'Say ''hi''',0x41,0);

-- Dump completed on 2014-02-01  0:00:00
